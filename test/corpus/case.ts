import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Options } from "../../src/model/options.ts";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import type { Description } from "./description.ts";

/** A device and what is to run on it. */
export interface Situation {
  readonly description: Description;
  /** Further descriptions, whole. */
  readonly beside?: readonly string[];
  /** What the host has beside, or instead of, the common one's files. */
  readonly host?: readonly EntrySketch[];
  /** What it lacks of them. */
  readonly gone?: readonly string[];
  readonly options?: Partial<Options>;
  /** The values of `-t`. */
  readonly tags?: readonly string[];
}

/** A mistake as people make it, and what is to be said about it. */
export interface Fault extends Situation {
  readonly id: string;
  readonly code: string;
  /** error: the container does not start, or a restriction does not hold. warning: something else than the description says. hint: nobody can know. */
  readonly severity: Diagnostic["severity"];
  /** What goes wrong, and who says so: a man page or a source. */
  readonly why: string;
  /** The same without the mistake, as far as it differs: only hints may be said about it. */
  readonly mended?: Partial<Situation>;
}

/** A description without a mistake, and why one might take it for one. */
export interface Clean extends Situation {
  readonly id: string;
  readonly why: string;
}

/** All cases of one kind. */
export interface Kind {
  readonly kind: string;
  readonly faults: readonly Fault[];
  readonly clean: readonly Clean[];
}

type More = Omit<Fault, "id" | "code" | "severity" | "why" | "description">;

/** Makes a fault: what it is called, the code that is to be found, what goes wrong, and the description with the mistake. */
type MakeFault = (id: string, code: string, why: string, description: Description, more?: More) => Fault;

const faultsOf =
  (severity: Fault["severity"]): MakeFault =>
  (id, code, why, description, more = {}) => ({ id, code, severity, why, description, ...more });

export const error: MakeFault = faultsOf("error");
export const warning: MakeFault = faultsOf("warning");
export const hint: MakeFault = faultsOf("hint");

export const sound = (id: string, why: string, description: Description, more: Omit<Situation, "description"> = {}): Clean => ({
  id,
  why,
  description,
  ...more,
});
