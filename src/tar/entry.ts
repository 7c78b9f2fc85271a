import type { Content } from "../bytes/source.ts";

export type EntryType = "file" | "hardlink" | "symlink" | "character" | "block" | "directory" | "fifo";

/** Extended attributes by name (`security.capability`), values as raw bytes. */
export type Xattrs = ReadonlyMap<string, Uint8Array>;

export const NO_XATTRS: Xattrs = new Map();

/** What a tar header says of an entry, ustar fields and pax records merged. */
export interface EntryHeader {
  /** Relative, no leading `./`, no trailing slash, valid UTF-8; the empty string is the root directory itself. */
  readonly path: string;
  readonly type: EntryType;
  /** The permission bits with setuid, setgid and sticky: 0…0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Whole seconds since 1970, cut off. */
  readonly mtime: number;
  /** Bytes of content; 0 for everything but files. */
  readonly size: number;
  /** A symlink's text as it stands, a hard link's target as a path like `path`; empty for other types. */
  readonly target: string;
  readonly devMajor: number;
  readonly devMinor: number;
  readonly xattrs: Xattrs;
}

/** An entry of an archive that was read. Offsets are in bytes from the archive's begin. */
export interface ArchiveEntry extends EntryHeader {
  /** Of the entry's first block, its extension headers included. */
  readonly headerOffset: number;
  /** Of its first block of content, or where one would be. */
  readonly contentOffset: number;
  /** A file's first four bytes as a signed number, the first one highest; 0 where it is shorter, or they were not read with its header. */
  readonly magic: number;
}

/** An entry to be written; `content` holds exactly `size` bytes. */
export interface NewEntry extends EntryHeader {
  readonly content: Content;
}

/** The name as it stands in the archive: directories end in `/`, and the root itself is `./`. */
export const nameInArchive = (entry: Pick<EntryHeader, "path" | "type">): string => {
  if (entry.path === "") return "./";
  return entry.type === "directory" ? `${entry.path}/` : entry.path;
};
