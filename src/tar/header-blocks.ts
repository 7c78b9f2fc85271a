import { sumOfBlock } from "./checksum.ts";
import { type EntryHeader, type EntryType, nameInArchive } from "./entry.ts";
import { isXattrName } from "./extensions.ts";
import { BLOCK, type Field, FIELDS, MAX_ID, MAX_RECORDS, OCTAL_11, OCTAL_7, paddedSize, XATTR_KEY } from "./format.ts";
import { writeNumber, writeZeros } from "./numbers.ts";
import { compareUtf8 } from "../bytes/compare-utf8.ts";
import { formatRecord } from "./pax-records.ts";

const TYPE_FLAGS: Readonly<Record<EntryType, string>> = {
  file: "0",
  hardlink: "1",
  symlink: "2",
  character: "3",
  block: "4",
  directory: "5",
  fifo: "6",
};

/**
 * The blocks before an entry's content: a ustar header, or a pax header and then it where ustar can't say everything. The bytes are those
 * of Go's archive/tar. An entry that neither can say is a bug of whoever made it and thrown.
 */
export const headerBlocks = (entry: EntryHeader): Buffer => {
  requireSane(entry);
  const name = nameInArchive(entry);
  const records = recordsOf(entry, name);
  if (records.length === 0) {
    const { prefix, rest } = splitName(name) ?? { prefix: "", rest: name };
    return entryBlock(entry, rest, prefix);
  }
  const sorted = records.sort((a, b) => compareUtf8(a.key, b.key));
  const payload = Buffer.concat(sorted.map(({ key, value }) => formatRecord(key, value)));
  if (payload.length > MAX_RECORDS) throw unwritable(entry, "its pax records are too long");
  const padding = Buffer.alloc(paddedSize(payload.length) - payload.length);
  return Buffer.concat([extensionBlock(extensionName(name), payload.length), payload, padding, entryBlock(entry, asciiOf(name), "")]);
};

const requireSane = (entry: EntryHeader): void => {
  const hasSaneNumbers =
    isWithin(entry.mode, 0o7777) &&
    isWithin(entry.uid, MAX_ID) &&
    isWithin(entry.gid, MAX_ID) &&
    isWithin(entry.mtime, OCTAL_11) &&
    isWithin(entry.size, entry.type === "file" ? Number.MAX_SAFE_INTEGER : 0) &&
    isWithin(entry.devMajor, OCTAL_7) &&
    isWithin(entry.devMinor, OCTAL_7);
  if (!hasSaneNumbers) throw unwritable(entry, "a number");
  if (entry.path === "" && entry.type !== "directory") throw unwritable(entry, "its empty path");
  const isLink = entry.type === "hardlink" || entry.type === "symlink";
  if (isLink === (entry.target === "")) throw unwritable(entry, "its link target");
  if (NO_NAME.test(entry.path) || NO_NAME.test(entry.target)) throw unwritable(entry, "its name or link target");
  for (const name of entry.xattrs.keys()) if (!isXattrName(name)) throw unwritable(entry, `the attribute name ${name}`);
};

const isWithin = (value: number, limit: number): boolean => Number.isInteger(value) && value >= 0 && value <= limit;

/** What no name can hold, half of a surrogate pair being no UTF-8. */
const NO_NAME = /\0|\p{Surrogate}/u;

const unwritable = (entry: EntryHeader, what: string): Error =>
  new Error(`${JSON.stringify(entry.path)} can't be written to a tar archive: ${what}`);

/** Keys of the pax records that say an entry's name, link target, size and owner where ustar can't; those of xattrs are not among them. */
export const recordKeysOf = (entry: Recorded): readonly string[] =>
  recordsOf(entry, nameInArchive(entry))
    .map(({ key }) => key)
    .filter((key) => !key.startsWith(XATTR_KEY));

/** What may need records. */
type Recorded = Pick<EntryHeader, "path" | "type" | "uid" | "gid" | "size" | "target" | "xattrs">;

interface PaxRecord {
  readonly key: string;
  readonly value: Uint8Array;
}

/** What needs records. A name of which ustar could take a part as prefix needs one only if something else does, too. */
const recordsOf = (entry: Recorded, name: string): PaxRecord[] => {
  const records: PaxRecord[] = [];
  if (!fits(entry.target, FIELDS.target)) records.push(record("linkpath", entry.target));
  if (entry.size > OCTAL_11) records.push(record("size", String(entry.size)));
  if (entry.uid > OCTAL_7) records.push(record("uid", String(entry.uid)));
  if (entry.gid > OCTAL_7) records.push(record("gid", String(entry.gid)));
  for (const [key, value] of entry.xattrs) records.push({ key: `${XATTR_KEY}${key}`, value });
  if (!fits(name, FIELDS.name) && (records.length > 0 || splitName(name) === undefined)) records.push(record("path", name));
  return records;
};

const record = (key: string, value: string): PaxRecord => ({ key, value: Buffer.from(value) });

const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;

const fits = (text: string, field: Field): boolean => text.length <= field.length && isAscii(text);

/** A long name's prefix and rest, cut at the last slash that leaves the prefix within its field; undefined if it can't be written so. */
const splitName = (name: string): { readonly prefix: string; readonly rest: string } | undefined => {
  if (name.length <= FIELDS.name.length || !isAscii(name)) return undefined;
  const end = name.length > FIELDS.prefix.length + 1 ? FIELDS.prefix.length + 1 : name.length - (name.endsWith("/") ? 1 : 0);
  const cut = name.slice(0, end).lastIndexOf("/");
  const rest = name.slice(cut + 1);
  return cut > 0 && rest !== "" && rest.length <= FIELDS.name.length ? { prefix: name.slice(0, cut), rest } : undefined;
};

/** What of a text an ASCII field can show: the record beside it has all of it. */
const asciiOf = (text: string): string => text.replace(/[^\x01-\x7f]/g, "");

const extensionName = (name: string): string => {
  const slash = name.lastIndexOf("/");
  const joined = [name.slice(0, Math.max(slash, 0)), "PaxHeaders.0", name.slice(slash + 1)]
    .filter((part) => part !== "" && part !== ".")
    .join("/");
  return asciiOf(joined).slice(0, FIELDS.name.length).replace(/\/+$/, "");
};

const extensionBlock = (name: string, size: number): Buffer => {
  const block = copyOf(EXTENSION_TEMPLATE);
  block.write(name, FIELDS.name.offset, "latin1");
  writeNumber(block, FIELDS.size, size);
  return sealed(block, "x");
};

/** What all blocks have alike: numbers that are 0, the magic, and the blanks that the checksum is counted with. */
const template = (...numbers: readonly Field[]): Buffer => {
  const block = Buffer.alloc(BLOCK);
  writeZeros(block, FIELDS.mode, FIELDS.uid, FIELDS.gid, FIELDS.size, FIELDS.mtime, ...numbers);
  block.write("ustar\x0000", FIELDS.magic.offset, "latin1");
  return block.fill(" ", FIELDS.checksum.offset, FIELDS.checksum.offset + FIELDS.checksum.length);
};

/** As Buffer.from, which looks at what it is given for longer than it copies it. */
const copyOf = (block: Buffer): Buffer => {
  const copy = Buffer.allocUnsafe(BLOCK);
  copy.set(block);
  return copy;
};

const EXTENSION_TEMPLATE = template();
const ENTRY_TEMPLATE = template(FIELDS.devMajor, FIELDS.devMinor);

const entryBlock = (entry: EntryHeader, name: string, prefix: string): Buffer => {
  const block = copyOf(ENTRY_TEMPLATE);
  writeText(block, FIELDS.name, name);
  if (entry.target !== "") writeText(block, FIELDS.target, asciiOf(entry.target));
  if (prefix !== "") writeText(block, FIELDS.prefix, prefix);
  writeNumber(block, FIELDS.mode, entry.mode);
  writeNumber(block, FIELDS.uid, entry.uid);
  writeNumber(block, FIELDS.gid, entry.gid);
  writeNumber(block, FIELDS.size, entry.size);
  writeNumber(block, FIELDS.mtime, entry.mtime);
  writeNumber(block, FIELDS.devMajor, entry.devMajor);
  writeNumber(block, FIELDS.devMinor, entry.devMinor);
  return sealed(block, TYPE_FLAGS[entry.type]);
};

/** Cuts a text at the field's end; a slash before the cut becomes NUL, lest readers take a file for a directory. */
const writeText = (block: Buffer, field: Field, text: string): void => {
  block.write(text.slice(0, field.length), field.offset, "latin1");
  if (text.length <= field.length) return;
  const kept = text.slice(0, field.length).replace(/\/+$/, "");
  if (kept.length < field.length) block[field.offset + kept.length] = 0;
};

/** The block with its type and checksum. */
const sealed = (block: Buffer, flag: string): Buffer => {
  block[FIELDS.type.offset] = flag.charCodeAt(0);
  const sum = sumOfBlock(new Uint32Array(block.buffer, block.byteOffset, BLOCK / 4), 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0`, FIELDS.checksum.offset, "latin1");
  return block;
};
