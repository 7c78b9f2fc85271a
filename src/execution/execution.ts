import type { Mount } from "../plan/mount.ts";
import type { ProcessPlan } from "../plan/process-plan.ts";
import type { Elf, ElfDamage } from "../rootfs/elf.ts";
import type { HostNode, HostRootfs, Searchable } from "../rootfs/host-rootfs.ts";
import type { Applets } from "./applets.ts";
import type { Word } from "./env-command.ts";
import type { MachineFamily } from "./machine-family.ts";

/** Where files are executed: a container, or the host. */
export interface ExecutionPlace {
  readonly rootfs: Searchable;
  /** Where the contents of its files lie. */
  readonly contents: HostRootfs;
  readonly readElf: (node: HostNode) => Elf | ElfDamage | undefined;
  /** Whether only the running device knows what is at a path that was not found. */
  readonly isUnknown: (path: string) => boolean;
  /** The mount with noexec that a file lies in. */
  readonly noexecOver: (node: HostNode) => Mount | undefined;
  /** What the machine's kernel runs; undefined where it is not known. */
  readonly family: MachineFamily | undefined;
  readonly applets: Applets;
}

/** What becomes of a process that executes a file, and what it executes for that: the file, the interpreter of a script, what env(1), timeout(1) and the like run. */
export interface Execution {
  readonly process: ProcessPlan;
  /** In this order, as far as it comes; a program's own loader is not among them. */
  readonly files: readonly HostNode[];
  /** How those of them are loaded for which the command says it, by env(1) or by a loader that it starts. */
  readonly loading: ReadonlyMap<HostNode, Loading>;
  /** The words that the last of the files is given, as execve(2) has them. */
  readonly given: readonly Word[];
  /** "unknown": only the device knows. */
  readonly end: "runs" | "unknown" | ExecutionFailure;
}

/** What a command says of how a program is loaded; `undefined` where the container's variables, or the program itself, do. */
export interface Loading {
  /** Instead of the container's LD_LIBRARY_PATH. */
  readonly libraryPath: string | undefined;
  /** Instead of what the container's LD_PRELOAD names. */
  readonly preloads: readonly string[] | undefined;
  /** The loader that is executed itself, instead of PT_INTERP. */
  readonly loader: string | undefined;
}

/** Why a file can't be executed: execve(2), fs/exec.c. `by` is the script that names it, where one does. */
export type ExecutionFailure =
  /** ENOENT: `path` as it is named, or the name that is in no directory of PATH. */
  | { readonly kind: "missing"; readonly path: string; readonly by: HostNode | undefined }
  /** EACCES: `node` is the file or a directory on the way; `file` is what was asked for. */
  | { readonly kind: "denied"; readonly node: HostNode; readonly file: string; readonly want: "r" | "x" }
  /** EACCES. */
  | { readonly kind: "noexec"; readonly mount: Mount; readonly file: string }
  /** ENOEXEC: made for a machine that this one's kernel does not run. */
  | { readonly kind: "foreign"; readonly node: HostNode; readonly elf: Elf }
  /** ENOEXEC: text without `#!`, which execvp(3) gives to /bin/sh, as far as that is there. */
  | { readonly kind: "no-format"; readonly node: HostNode }
  /** Text whose `#!` does not stand at its beginning: execvp(3) gives it to /bin/sh, which is not what the line names. */
  | { readonly kind: "late-line"; readonly node: HostNode; readonly interpreter: string }
  /** It runs and ends at once: `word` is an option that the program refuses, or no applet of BusyBox. `script` is what runs it, where one does. */
  | {
      readonly kind: "refused";
      readonly program: HostNode;
      readonly script: HostNode | undefined;
      readonly word: string;
      readonly what: "option" | "applet";
    }
  /** ELOOP: scripts whose interpreters are scripts. */
  | { readonly kind: "nested"; readonly node: HostNode };
