import { badTarNumber, unexpectedTarContent, unsupportedTarEntry } from "./findings.ts";
import type { ArchiveEntry, EntryType } from "./entry.ts";
import { type Extensions, xattrsOf } from "./extensions.ts";
import { BLOCK, type Field, FIELDS, MAX_ID, OCTAL_11, OCTAL_7 } from "./format.ts";
import { pathFrom, refused, textFrom } from "./names.ts";
import { parseNumber } from "./numbers.ts";
import { Refusal } from "./refusal.ts";
import { itemAt } from "../bytes/item-at.ts";

/** A header block at `at` of `bytes`, of which `filled` are the archive's, and where it and the extension headers before it stand in the archive. */
export interface EntryBlock {
  readonly bytes: Buffer;
  readonly filled: number;
  readonly at: number;
  readonly offset: number;
  readonly headerOffset: number;
}

/** The entry that a header and the extensions before it describe. What readers would take differently is refused. */
export const readEntry = ({ bytes, filled, at, offset, headerOffset }: EntryBlock, extensions: Extensions): ArchiveEntry => {
  const name = extensions.path ?? nameField(bytes, at);
  const path = pathFrom(name, "name");
  const type = typeOf(itemAt(bytes, at + FIELDS.type.offset), name.endsWith("/"));
  if (path === "" && type !== "directory") throw refused("name", name, `is the root directory, but the entry is a ${type}`);
  if (name.endsWith("/") && (type === "file" || type === "character" || type === "block" || type === "fifo")) {
    throw refused("name", name, `ends in a slash, but the entry is a ${type}`);
  }
  const size = extensions.size ?? parseNumber(bytes, at, FIELDS.size);
  if (size !== 0 && type !== "file") throw contentOf(type, path);
  const isDevice = type === "character" || type === "block";
  return {
    path,
    type,
    mode: within("mode", parseNumber(bytes, at, FIELDS.mode), OCTAL_7) & 0o7777,
    uid: within("uid", extensions.uid ?? parseNumber(bytes, at, FIELDS.uid), MAX_ID),
    gid: within("gid", extensions.gid ?? parseNumber(bytes, at, FIELDS.gid), MAX_ID),
    mtime: clampedTime(extensions.mtime ?? parseNumber(bytes, at, FIELDS.mtime)),
    size: within("size", size, Number.MAX_SAFE_INTEGER),
    target: targetOf(type, bytes, at, extensions),
    devMajor: isDevice ? within("major device number", parseNumber(bytes, at, FIELDS.devMajor), OCTAL_7) : 0,
    devMinor: isDevice ? within("minor device number", parseNumber(bytes, at, FIELDS.devMinor), OCTAL_7) : 0,
    xattrs: xattrsOf(extensions),
    headerOffset,
    contentOffset: offset + BLOCK,
    magic: size < MAGIC || at + BLOCK + MAGIC > filled ? 0 : bytes.readInt32BE(at + BLOCK),
  };
};

/** Bytes of `magic`. */
const MAGIC = 4;

// Refusals are made outside of what is called for every entry: variables that a closure holds cost each call, not only one that fails.
const contentOf = (type: EntryType, path: string): Refusal => new Refusal((location) => unexpectedTarContent(location, type, path));

/** The name of a header, a character for each byte. The prefix belongs to ustar: in the same place GNU tar has other things. */
const nameField = (bytes: Buffer, at: number): string => {
  const name = textField(bytes, at, FIELDS.name);
  if (bytes[at + FIELDS.prefix.offset] === 0 || !hasMagic(bytes, at, "ustar\0")) return name;
  return `${textField(bytes, at, FIELDS.prefix)}/${name}`;
};

/** Whether a header is of ustar or GNU tar; `magic` tells one from the other. */
export const hasMagic = (bytes: Buffer, at: number, magic = "ustar"): boolean => {
  const begin = at + FIELDS.magic.offset;
  return bytes.toString("latin1", begin, begin + magic.length) === magic;
};

/** A field's bytes up to the first NUL. */
const textField = (bytes: Buffer, at: number, field: Field): string => {
  const begin = at + field.offset;
  let end = begin;
  while (end < begin + field.length && bytes[end] !== 0) end++;
  return bytes.toString("latin1", begin, end);
};

const typeOf = (flag: number, endsInSlash: boolean): EntryType => {
  const letter = String.fromCharCode(flag);
  switch (letter) {
    case "\0":
      // Archives from before ustar have no other sign of a directory.
      return endsInSlash ? "directory" : "file";
    case "0":
    case "7":
      return "file";
    case "1":
      return "hardlink";
    case "2":
      return "symlink";
    case "3":
      return "character";
    case "4":
      return "block";
    case "5":
      return "directory";
    case "6":
      return "fifo";
    default:
      throw unsupportedType(letter);
  }
};

const unsupportedType = (letter: string): Refusal => new Refusal((location) => unsupportedTarEntry(location, describeType(letter)));

const describeType = (letter: string): string => {
  const known = VENDOR_TYPES[letter];
  return known === undefined ? `an entry of the unknown type ${JSON.stringify(letter)}` : `${known} (type ${letter})`;
};

const VENDOR_TYPES: Readonly<Record<string, string>> = {
  A: "a Solaris access control list",
  D: "a GNU directory dump of an incremental archive",
  M: "a file continued from another volume",
  N: "an old GNU list of long names",
  S: "a sparse file",
  V: "a GNU volume label",
  X: "a Solaris extended header",
};

const targetOf = (type: EntryType, bytes: Buffer, at: number, extensions: Extensions): string => {
  if (type !== "hardlink" && type !== "symlink") return "";
  const text = extensions.target ?? textField(bytes, at, FIELDS.target);
  if (type === "symlink") return textFrom(text, "link target");
  const path = pathFrom(text, "link target");
  if (path === "") throw refused("link target", text, "is the root directory");
  return path;
};

const clampedTime = (seconds: number): number => Math.min(Math.max(within("mtime", seconds), 0), OCTAL_11);

/** The number itself, which must lie from 0 to `limit`; without a limit it must only be one. */
const within = (field: string, value: number, limit?: number): number => {
  if (limit === undefined ? Number.isNaN(value) : !(value >= 0 && value <= limit)) throw badNumber(field, limit);
  return value;
};

const badNumber = (field: string, limit: number | undefined): Refusal =>
  new Refusal((location) => badTarNumber(location, field, limit === undefined ? "a number" : `a number from 0 to ${limit}`));
