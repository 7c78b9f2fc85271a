import type { Elf, ElfDamage } from "../rootfs/elf.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";

/** An ELF file and the one that had it loaded. */
export interface Loaded {
  /** As it was found, relative to the root; its directory is what `$ORIGIN` stands for. */
  readonly path: string;
  readonly node: HostNode;
  readonly elf: Elf;
  readonly parent: Loaded | undefined;
}

/** A name that an ELF file needs, and what became of it. */
export interface Need {
  readonly name: string;
  readonly by: Loaded;
  readonly resolution: Resolution;
}

/** What became of a library's name. */
export type Resolution =
  /** `path` is the one searched, relative to the root. */
  | { readonly kind: "found"; readonly path: string; readonly node: HostNode; readonly elf: Elf }
  /** It may be there, but only the device knows. */
  | { readonly kind: "unknown" }
  /** `misfit` is the first file of that name, which does not serve. */
  | { readonly kind: "missing"; readonly misfit: Misfit | undefined };

/** A file that has the name of a library and does not serve as one. */
export interface Misfit {
  readonly path: string;
  /** `undefined` for what is no ELF file. */
  readonly elf: Elf | ElfDamage | undefined;
  /** Whether it is the process that may not read it. */
  readonly isDenied: boolean;
}

/** A library that is not there, nor any file of its name. */
export const MISSING: Resolution = { kind: "missing", misfit: undefined };
export const UNKNOWN: Resolution = { kind: "unknown" };
