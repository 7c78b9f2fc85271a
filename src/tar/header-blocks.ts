import { type EntryHeader, nameInArchive } from "./entry.ts";
import { isXattrName } from "./extensions.ts";
import { type Field, FIELDS, MAX_ID, MAX_RECORDS, OCTAL_11, OCTAL_7, paddedSize, XATTR_KEY } from "./format.ts";
import { openHeaderBlock, TYPE_FLAGS } from "./header-block.ts";
import { compareUtf8 } from "../bytes/compare-utf8.ts";
import { formatRecord } from "./pax-records.ts";

/**
 * Makes the blocks before an entry's content: a ustar header, or a pax header and then it where ustar can't say everything. The bytes are those
 * of Go's archive/tar, and valid until the next entry. One that neither can say is a bug of whoever made it and thrown.
 */
export const openHeaders = (): ((entry: EntryHeader) => Uint8Array) => {
  const fill = openHeaderBlock();
  return (entry) => {
    requireSane(entry);
    const name = nameInArchive(entry);
    const records = recordsOf(entry, name);
    if (records.length > 0) return withRecords(entry, name, records);
    const { prefix, rest } = splitName(name) ?? { prefix: "", rest: name };
    return fill(TYPE_FLAGS[entry.type], { name: rest, prefix, target: entry.target }, entry);
  };
};

const withRecords = (entry: EntryHeader, name: string, records: PaxRecord[]): Buffer => {
  const sorted = records.sort((a, b) => compareUtf8(a.key, b.key));
  const payload = Buffer.concat(sorted.map(({ key, value }) => formatRecord(key, value)));
  if (payload.length > MAX_RECORDS) throw unwritable(entry, "its pax records are too long");
  const padding = Buffer.alloc(paddedSize(payload.length) - payload.length);
  const extension = openHeaderBlock()("x", { name: extensionName(name), target: "", prefix: "" }, { ...NOTHING, size: payload.length });
  const texts = { name: asciiOf(name), target: asciiOf(entry.target), prefix: "" };
  return Buffer.concat([extension, payload, padding, openHeaderBlock()(TYPE_FLAGS[entry.type], texts, entry)]);
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
  if (entry.xattrs.size === 0) return;
  for (const name of entry.xattrs.keys()) if (!isXattrName(name)) throw unwritable(entry, `the attribute name ${name}`);
};

const isWithin = (value: number, limit: number): boolean => Number.isInteger(value) && value >= 0 && value <= limit;

/** What no name can hold, half of a surrogate pair being no UTF-8. */
const NO_NAME = /\0|\p{Surrogate}/u;

const unwritable = (entry: EntryHeader, what: string): Error =>
  new Error(`${JSON.stringify(entry.path)} can't be written to a tar archive: ${what}`);

/** Keys of the pax records that say an entry's name, link target, size and owner where ustar can't; those of xattrs are not among them. */
export const recordKeysOf = (entry: Omit<Recorded, "size">): readonly string[] =>
  recordsOf(entry, nameInArchive(entry))
    .map(({ key }) => key)
    .filter((key) => !key.startsWith(XATTR_KEY));

/** What may need records. */
interface Recorded extends Pick<EntryHeader, "path" | "type" | "uid" | "gid" | "target" | "xattrs"> {
  /** Absent where it is not known yet. */
  readonly size?: number;
}

interface PaxRecord {
  readonly key: string;
  readonly value: Uint8Array;
}

/** Whether ustar says all of an entry whose name fits into its field: nine of ten do. */
const isPlain = ({ target, size = 0, uid, gid, xattrs }: Recorded, name: string): boolean =>
  size <= OCTAL_11 && uid <= OCTAL_7 && gid <= OCTAL_7 && xattrs.size === 0 && fits(target, FIELDS.target) && fits(name, FIELDS.name);

/** What needs records. A name of which ustar could take a part as prefix needs one only if something else does, too. */
const recordsOf = (entry: Recorded, name: string): PaxRecord[] => {
  const records: PaxRecord[] = [];
  if (isPlain(entry, name)) return records;
  if (!fits(entry.target, FIELDS.target)) records.push(record("linkpath", entry.target));
  if (entry.size !== undefined && entry.size > OCTAL_11) records.push(record("size", String(entry.size)));
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

const NOTHING = { mode: 0, uid: 0, gid: 0, mtime: 0, devMajor: undefined, devMinor: undefined };
