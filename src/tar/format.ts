/** A tar archive is a sequence of blocks of this many bytes. */
export const BLOCK = 512;

/** Bytes of content with its padding to whole blocks. */
export const paddedSize = (size: number): number => Math.ceil(size / BLOCK) * BLOCK;

/** The place of a field in a header block. */
export interface Field {
  readonly offset: number;
  readonly length: number;
}

type FieldName =
  | "name"
  | "mode"
  | "uid"
  | "gid"
  | "size"
  | "mtime"
  | "checksum"
  | "type"
  | "target"
  | "magic"
  | "devMajor"
  | "devMinor"
  | "prefix";

/** The ustar header block, pax(1). */
export const FIELDS: Readonly<Record<FieldName, Field>> = {
  name: { offset: 0, length: 100 },
  mode: { offset: 100, length: 8 },
  uid: { offset: 108, length: 8 },
  gid: { offset: 116, length: 8 },
  size: { offset: 124, length: 12 },
  mtime: { offset: 136, length: 12 },
  checksum: { offset: 148, length: 8 },
  type: { offset: 156, length: 1 },
  target: { offset: 157, length: 100 },
  magic: { offset: 257, length: 8 },
  devMajor: { offset: 329, length: 8 },
  devMinor: { offset: 337, length: 8 },
  prefix: { offset: 345, length: 155 },
};

/** What 7 octal digits hold: ids and device numbers. */
export const OCTAL_7 = 0o7777777;

/** What 11 octal digits hold: sizes and times. */
export const OCTAL_11 = 0o77777777777;

/** What 32 bits hold. */
export const UINT32 = 0xffffffff;

/** The largest uid or gid; the next one, -1 to chown(2), is none. */
export const MAX_ID = 4294967294;

/** Bytes of extension records before one entry that Go's archive/tar and libarchive still read. */
export const MAX_RECORDS: number = 1 << 20;

/** Where the bytes of an extended attribute stand in a pax header, star(1). */
export const XATTR_KEY = "SCHILY.xattr.";
