import { ambiguousTarExtension, badPaxRecord, badTarNumber, badXattrName, tooManyTarXattrs, unsupportedTarEntry } from "./findings.ts";
import { NO_XATTRS, type Xattrs } from "./entry.ts";
import { XATTR_KEY } from "./format.ts";
import { decodeUtf8 } from "./names.ts";
import { forEachRecord } from "./pax-records.ts";
import { Refusal } from "./refusal.ts";

/** What the headers before an entry's own say of it, in place of its fields; in names each character is a byte. */
export interface Extensions {
  readonly path: string | undefined;
  readonly target: string | undefined;
  readonly size: number | undefined;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  readonly mtime: number | undefined;
  readonly xattrs: Xattrs;
  /** Those of libarchive's own records: bsdtar writes each attribute in both forms. */
  readonly libarchiveXattrs: Xattrs;
  /** Names of attributes that records tell of in a form which is not read. */
  readonly unread: readonly string[];
}

export const NO_EXTENSIONS: Extensions = {
  path: undefined,
  target: undefined,
  size: undefined,
  uid: undefined,
  gid: undefined,
  mtime: undefined,
  xattrs: NO_XATTRS,
  libarchiveXattrs: NO_XATTRS,
  unread: [],
};

const LIBARCHIVE_KEY = "LIBARCHIVE.xattr.";

/** Records that hold an attribute as a text of users' names or without its last byte: GNU tar --acls and --selinux, star, bsdtar. */
const UNREAD_KEYS: ReadonlyMap<string, string> = new Map([
  ["SCHILY.acl.access", "system.posix_acl_access"],
  ["SCHILY.acl.default", "system.posix_acl_default"],
  ["SCHILY.acl.ace", "system.nfs4_acl"],
  ["RHT.security.selinux", "security.selinux"],
]);

/** Of one entry. File systems hold some dozens: XATTR_LIST_MAX and the size of a block limit them. */
const MAX_XATTRS = 256;

/** `base` with the records of a pax header over it. An empty value takes back what was said before, but is a value for an attribute. */
export const withRecords = (base: Extensions, payload: Buffer): Extensions => {
  const result: { -readonly [Key in keyof Extensions]: Extensions[Key] } = { ...base };
  let xattrs: Map<string, Uint8Array> | undefined;
  let libarchiveXattrs: Map<string, Uint8Array> | undefined;
  forEachRecord(payload, (key, value) => {
    switch (key) {
      case "path":
      case "linkpath":
        result[key === "path" ? "path" : "target"] = value.length === 0 ? undefined : value.toString("latin1");
        return;
      case "size":
      case "uid":
      case "gid":
      case "mtime":
        result[key] = value.length === 0 ? undefined : decimalFrom(key, value.toString("latin1"));
        return;
      default:
        if (key.startsWith(XATTR_KEY)) {
          xattrs ??= new Map(base.xattrs);
          addXattr(xattrs, key.slice(XATTR_KEY.length), Uint8Array.from(value));
        } else if (key.startsWith(LIBARCHIVE_KEY)) {
          libarchiveXattrs ??= new Map(base.libarchiveXattrs);
          addXattr(libarchiveXattrs, unescaped(key.slice(LIBARCHIVE_KEY.length)), fromBase64(value.toString("latin1")));
        } else if (key.startsWith("GNU.sparse.")) {
          throw new Refusal((location) => unsupportedTarEntry(location, "a sparse file (pax GNU.sparse)"));
        } else {
          const attribute = UNREAD_KEYS.get(key);
          if (attribute !== undefined && !result.unread.includes(attribute)) result.unread = [...result.unread, attribute];
        }
    }
  });
  return { ...result, xattrs: xattrs ?? base.xattrs, libarchiveXattrs: libarchiveXattrs ?? base.libarchiveXattrs };
};

/** `base` with the records of a global header over it, which speak of every entry that follows. */
export const withGlobalRecords = (base: Extensions, payload: Buffer): Extensions => {
  const result = withRecords(base, payload);
  if (result.path === undefined && result.target === undefined && result.size === undefined) return result;
  throw new Refusal((location) => ambiguousTarExtension(location, "a global header names a path or size"));
};

/** All attributes, libarchive's form only where there is no other. */
export const xattrsOf = ({ xattrs, libarchiveXattrs }: Extensions): Xattrs =>
  libarchiveXattrs.size === 0 ? xattrs : new Map([...libarchiveXattrs, ...xattrs]);

/** Whole seconds or a count; a fraction is cut off. */
const decimalFrom = (key: "size" | "uid" | "gid" | "mtime", text: string): number => {
  const pattern = key === "mtime" ? /^-?\d+(?:\.\d*)?$/ : /^-?\d+$/;
  if (!pattern.test(text)) throw new Refusal((location) => badTarNumber(location, key, "a decimal number"));
  const [whole = ""] = text.split(".");
  return Number(whole);
};

const addXattr = (xattrs: Map<string, Uint8Array>, rawName: string, value: Uint8Array): void => {
  const name = decodeUtf8(Buffer.from(rawName, "latin1"));
  if (name === undefined || !isXattrName(name)) throw new Refusal((location) => badXattrName(location, rawName));
  xattrs.set(name, value);
  if (xattrs.size > MAX_XATTRS) throw new Refusal((location) => tooManyTarXattrs(location, MAX_XATTRS));
};

/** Whether every reader finds this attribute name in a record: GNU tar takes %3D for = and %25 for %, others don't. */
export const isXattrName = (name: string): boolean => name !== "" && !/[=\p{Cc}]|%3D|%25/u.test(name);

const unescaped = (name: string): string =>
  name.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));

const fromBase64 = (text: string): Uint8Array => {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new Refusal((location) => badPaxRecord(location, "its value is not base64"));
  return Uint8Array.from(Buffer.from(text, "base64"));
};
