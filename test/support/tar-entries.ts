import fc from "fast-check";
import { type EntryType, type NewEntry, NO_XATTRS } from "../../src/tar/entry.ts";
import { writeArchive } from "../../src/tar/write-archive.ts";

/** An entry with sensible values for what a test does not care about. */
export const newEntry = (path: string, type: EntryType, rest: Partial<NewEntry> = {}): NewEntry => {
  const content = rest.content ?? new Uint8Array();
  return {
    path,
    type,
    mode: type === "directory" ? 0o755 : type === "symlink" ? 0o777 : 0o644,
    uid: 0,
    gid: 0,
    mtime: 0,
    size: content.length,
    target: "",
    devMajor: 0,
    devMinor: 0,
    xattrs: NO_XATTRS,
    content,
    ...rest,
  };
};

export const file = (path: string, text: string, rest: Partial<NewEntry> = {}): NewEntry =>
  newEntry(path, "file", { content: Buffer.from(text), ...rest });

export const directory = (path: string, rest: Partial<NewEntry> = {}): NewEntry => newEntry(path, "directory", rest);

export const symlink = (path: string, target: string): NewEntry => newEntry(path, "symlink", { target });

export const hardlink = (path: string, target: string): NewEntry => newEntry(path, "hardlink", { target });

export const archiveOf = (entries: readonly NewEntry[]): Buffer => Buffer.concat([...writeArchive(entries)]);

const ASCII_SEGMENTS = fc.string({ unit: fc.constantFrom(..."abcXYZ019 ._-+=%@\"'\\$~"), minLength: 1, maxLength: 12 });
const WIDE_SEGMENTS = fc.string({ unit: fc.constantFrom(..."aäßé€日\ufffd\u{1d11e}"), minLength: 1, maxLength: 8 });
const LONG_SEGMENTS = fc.integer({ min: 40, max: 160 }).map((length) => "long".repeat(40).slice(0, length));

const segments: fc.Arbitrary<string> = fc
  .oneof({ weight: 5, arbitrary: ASCII_SEGMENTS }, WIDE_SEGMENTS, LONG_SEGMENTS)
  .filter((segment) => segment !== "." && segment !== "..");

/** Paths of 1 to some 500 bytes, in ASCII and beyond. */
const paths: fc.Arbitrary<string> = fc.array(segments, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("/"));

const ids = fc.oneof(fc.constantFrom(0, 1000, 2097151, 2097152, 4294967294), fc.nat(4294967294));
const times = fc.oneof(fc.constantFrom(0, 8589934591), fc.integer({ min: 0, max: 8589934591 }));
const devices = fc.oneof(fc.constantFrom(0, 2097151), fc.nat(4095));

const xattrs: fc.Arbitrary<ReadonlyMap<string, Uint8Array>> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(NO_XATTRS) },
  fc
    .array(
      fc.tuple(
        fc.constantFrom("security.capability", "user.mime_type", "user.ä", "trusted.a.b", "user.50%"),
        fc.oneof(
          fc.uint8Array({ maxLength: 40 }),
          fc.constant(Uint8Array.from([0x0a, 0x80, 0, 0x3d])),
          fc.uint8Array({ minLength: 80, maxLength: 1200 }),
        ),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((pairs) => new Map(pairs)),
);

const common = fc.record({ path: paths, mode: fc.nat(0o7777), uid: ids, gid: ids, mtime: times, xattrs });

/** Any entry that an archive can hold; hard links point anywhere. */
export const entries: fc.Arbitrary<NewEntry> = fc.oneof(
  fc.tuple(common, fc.uint8Array({ maxLength: 1500 })).map(([rest, content]) => newEntry(rest.path, "file", { ...rest, content })),
  common.map((rest) => newEntry(rest.path, "directory", rest)),
  common.map((rest) => newEntry(rest.path, "fifo", rest)),
  fc
    .tuple(common, paths, fc.constantFrom("", "/", "../"))
    .map(([rest, target, before]) => newEntry(rest.path, "symlink", { ...rest, mode: 0o777, target: `${before}${target}` })),
  fc.tuple(common, paths).map(([rest, target]) => newEntry(rest.path, "hardlink", { ...rest, target })),
  fc
    .tuple(common, fc.constantFrom<EntryType>("character", "block"), devices, devices)
    .map(([rest, type, devMajor, devMinor]) => newEntry(rest.path, type, { ...rest, devMajor, devMinor })),
);
