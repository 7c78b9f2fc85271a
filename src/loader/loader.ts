import type { JudgeFile } from "./fit.ts";
import type { Loaded, Resolution } from "./loaded.ts";
import type { Place } from "./place.ts";
import type { Invocation } from "./invocation.ts";

/** A loader as it works in one container: what its own file, its cache and its path file there say. */
export interface Loader {
  readonly family: "glibc" | "musl" | "unknown";
  readonly judge: JudgeFile;
  /** Where an object's needs are searched, in order. */
  readonly placesFor: (by: Loaded, running: Running) => readonly Place[];
  /** What stands for a name without a search. */
  readonly ownName: (name: string) => Resolution | undefined;
  /** The paths that a name with a slash may stand for; the tokens in it replaced. */
  readonly pathsFor: (name: string, by: Loaded, running: Running) => readonly string[];
  /** The libraries of LD_PRELOAD that count. */
  readonly preloadsFor: (running: Running) => readonly string[];
  /** Whether a library that is loaded serves under its DT_SONAME, too. */
  readonly knowsSonames: boolean;
  /** The subdirectories for certain processors of this machine, in the order in which they are searched. */
  readonly variants: readonly string[];
  /** Whether a name may be found in a way that is not known, where it is not found in those that are. */
  readonly mayFind: (name: string) => boolean;
}

/** A program at its start. */
export interface Running {
  readonly main: Loaded;
  readonly invocation: Invocation;
  /** Of this program in this invocation. */
  readonly isSecure: boolean;
}
