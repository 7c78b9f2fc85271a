import type { EntryHeader, EntryType } from "../tar/entry.ts";
import type { ByteSource } from "../bytes/source.ts";

/** The device's root file system as a value: what the tarball would look like unpacked. */
export interface HostRootfs {
  /** The tarball's name, for diagnostics. */
  readonly file: string;
  readonly source: ByteSource;
  readonly nodes: Nodes;
}

/** Where paths can be looked up. */
export interface Searchable {
  readonly nodes: Pick<Nodes, "get">;
}

/**
 * What stands at each path (no slash at either end; the root is the empty string). Iterating gives all of it, in the order that an archive has:
 * names in byte order, those of directories with a slash at their end.
 */
export interface Nodes extends Iterable<HostNode> {
  /** How many they are at most. */
  readonly size: number;
  /** The same object each time. */
  readonly get: (path: string) => HostNode | undefined;
  /** The base names in a directory, given by its real path, in the order of their UTF-8 bytes; none for what is no directory. */
  readonly namesIn: (directory: string) => readonly string[];
  /** What stands at and below a real path, with its files that begin with four bytes (a number as `magic` is one) or may do so. */
  readonly filesBelow: (path: string, magic: number) => FilesBelow;
  /** Whether what has its content there may have several names. */
  readonly isLinked: (contentOffset: number) => boolean;
  /** Every symlink, in no certain order. */
  readonly symlinks: () => Iterable<HostNode>;
}

export interface FilesBelow {
  /** How many nodes of any type at most. */
  readonly size: number;
  /** Those of a directory before those of the directories behind it, names in the order of their bytes. */
  readonly files: readonly HostNode[];
}

/** A name in the host rootfs, hard links resolved: two names of one inode differ only in `path`. */
export interface HostNode extends Omit<EntryHeader, "type"> {
  readonly type: Exclude<EntryType, "hardlink">;
  /** Where the content lies: equal for all names of a hard-link group, so it identifies the inode. */
  readonly contentOffset: number;
  /** A file's first four bytes as a signed number, the first one highest; 0 where they aren't known. */
  readonly magic: number;
}

/** What became of a path that was looked up, symlinks followed inside the rootfs. */
export type Lookup =
  | { readonly kind: "found"; readonly node: HostNode }
  /** `path` is the resolved path as far as it could be resolved, the missing rest appended. */
  | { readonly kind: "missing"; readonly path: string }
  /** `path` is the symlink at which following was given up (a loop). */
  | { readonly kind: "loop"; readonly path: string };
