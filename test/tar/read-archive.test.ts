import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readContent } from "../../src/bytes/content.ts";
import { memorySource } from "../support/memory-host.ts";
import { archiveOf, directory, entries, file, hardlink, symlink } from "../support/tar-entries.ts";
import { globalPax, header, longLink, longName, pax, record, tarOf, utf8, withChecksum, withContent } from "./raw-tar.ts";
import { entriesOf, read } from "./read.ts";

test("what was written is read, for any entries", () => {
  fc.assert(
    fc.property(fc.array(entries, { maxLength: 20 }), (list) => {
      const bytes = archiveOf(list);
      const { value, diagnostics } = read(bytes);
      expect(diagnostics).toEqual([]);
      const source = memorySource(bytes);
      expect(value).toMatchObject(list.map((entry) => Object.fromEntries(Object.entries(entry).filter(([key]) => key !== "content"))));
      const contents = value.map(({ contentOffset, size }) => Buffer.from(readContent({ source, offset: contentOffset, length: size })));
      expect(contents).toEqual(list.map(({ content }) => Buffer.from(readContent(content))));
    }),
    { numRuns: 200 },
  );
});

test("the offset of an entry is that of its first extension header", () => {
  const list = [file("a", "x".repeat(600)), file("b", "y", { uid: 3000000 }), directory("c")];
  expect(read(archiveOf(list)).value.map(({ headerOffset, contentOffset }) => [headerOffset, contentOffset])).toEqual([
    [0, 512],
    [1536, 3072],
    [3584, 4096],
  ]);
});

test("a file's first four bytes are noted where they were read with its header", () => {
  const list = [file("elf", "\x7fELF..."), file("short", "abc"), file("high", "\u{10ffff}"), directory("d")];
  expect(read(archiveOf(list)).value.map(({ magic }) => magic)).toEqual([0x7f454c46, 0, 0xf48fbfbf | 0, 0]);
  // The second header is the last block of the 128 KiB that are read at once.
  const last = [file("before", "x".repeat(128 * 1024 - 1024)), file("elf", "\x7fELF...")];
  expect(read(archiveOf(last)).value.map(({ magic }) => magic)).toEqual([0x78787878, 0]);
});

test.each([
  ["./", ""],
  [".", ""],
  ["./usr/", "usr"],
  ["usr//lib///", "usr/lib"],
  [".//./usr/./share/.", "usr/share"],
  ["usr/.hidden", "usr/.hidden"],
  ["./.profile", ".profile"],
  ["..a/b..", "..a/b.."],
  ["é//ü/", "é/ü"],
  ["a b=c%\\", "a b=c%\\"],
])("the name %j of a directory is read as %j", (name, path) => {
  expect(entriesOf(header({ name: utf8(name), type: "5" })).map((entry) => entry.path)).toEqual([path]);
});

test("every type is read, also those of archives older than ustar", () => {
  const types = entriesOf(
    header({ type: "\0" }),
    header({ type: "\0", name: "a/", magic: "" }),
    header({ type: "0" }),
    header({ type: "1", target: "./b" }),
    header({ type: "2", target: "../b/" }),
    header({ type: "3", devMajor: "0000005", devMinor: "0000001" }),
    header({ type: "4", devMajor: "0000010", devMinor: "7777777" }),
    header({ type: "5", name: "a/" }),
    header({ type: "6" }),
    header({ type: "7" }),
  ).map(({ type, target, devMajor, devMinor }) => [type, target, devMajor, devMinor].join(" "));
  expect(types).toEqual([
    "file  0 0",
    "directory  0 0",
    "file  0 0",
    "hardlink b 0 0",
    "symlink ../b/ 0 0",
    "character  5 1",
    "block  8 2097151",
    "directory  0 0",
    "fifo  0 0",
    "file  0 0",
  ]);
});

test("device numbers of what is no device and type bits of a mode are not looked at", () => {
  expect(entriesOf(header({ devMajor: "garbage", devMinor: "0000007", mode: "0104755" }))).toMatchObject([
    { devMajor: 0, devMinor: 0, mode: 0o4755 },
  ]);
});

test("the prefix counts in ustar only", () => {
  const names = ["ustar\x0000", "ustar  \0", ""].map((magic) => header({ name: "c", prefix: "a/b", magic }));
  expect(entriesOf(...names).map(({ path }) => path)).toEqual(["a/b/c", "c", "c"]);
});

test("numbers may be blank, padded with blanks, and in base 256", () => {
  const [entry] = entriesOf(
    header({ mode: " 644 \0", uid: "", gid: "\x80\0\0\0\xff\xff\xff\xfe", mtime: "\x80\0\0\0\0\0\0\x01\0\0\0\x02" }),
  );
  expect(entry).toMatchObject({ mode: 0o644, uid: 0, gid: 4294967294, mtime: 4294967298 });
});

test.each([
  ["123.999999999", 123],
  ["99999999999999999999.5", 8589934591],
  ["-0.5", 0],
  ["-12345678901", 0],
])("the pax time %s is read as %d", (text, mtime) => {
  expect(entriesOf(pax(record("mtime", text)), header())).toMatchObject([{ mtime }]);
});

test.each([
  ["\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 0],
  ["\x80\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 8589934591],
])("a time of base 256 outside what ustar can say is clamped", (text, mtime) => {
  expect(entriesOf(header({ mtime: text }))).toMatchObject([{ mtime }]);
});

test("a checksum of signed bytes is as good", () => {
  const block = withChecksum(header({ name: utf8("ü".repeat(9)) }), (byte) => (byte << 24) >> 24);
  expect(entriesOf(block)).toMatchObject([{ path: "ü".repeat(9) }]);
});

describe("extension headers", () => {
  test("pax records stand for the fields, whatever those hold", () => {
    const records = [
      record("path", utf8("./ä/b")),
      record("size", "3"),
      record("uid", "4294967294"),
      record("gid", "7"),
      record("comment", "=\n"),
    ];
    const broken = withContent({ name: "\xff", uid: "junk", gid: "junk", size: "junk" }, "abc");
    expect(entriesOf(pax(...records), broken, header({ name: "z" }))).toMatchObject([
      { path: "ä/b", uid: 4294967294, gid: 7, size: 3, headerOffset: 0, contentOffset: 1536 },
      { path: "z", uid: 0, headerOffset: 2048 },
    ]);
  });

  test("an empty pax value takes back what the global header says, the last value of a key counts", () => {
    const list = entriesOf(
      globalPax(record("uid", "5"), record("mtime", "9")),
      header(),
      pax(record("uid", "")),
      header(),
      pax(record("uid", "1"), record("uid", "2")),
      header(),
    );
    expect(list.map(({ uid, mtime, headerOffset }) => [uid, mtime, headerOffset])).toEqual([
      [5, 9, 1024],
      [0, 9, 1536],
      [2, 9, 3072],
    ]);
  });

  test("global headers add up, and attributes of theirs are everyone's", () => {
    const list = entriesOf(
      globalPax(record("SCHILY.xattr.user.a", "1"), record("uid", "5")),
      globalPax(record("gid", "6")),
      pax(record("SCHILY.xattr.user.b", "2")),
      header(),
      header(),
    );
    expect(list.map(({ uid, gid, xattrs }) => [uid, gid, [...xattrs.keys()]])).toEqual([
      [5, 6, ["user.a", "user.b"]],
      [5, 6, ["user.a"]],
    ]);
  });

  test("attributes are bytes, empty ones are kept", () => {
    const value = "\0\x80\xff\n17 path=etc/EVIL\n=";
    const [entry] = entriesOf(pax(record("SCHILY.xattr.security.capability", value), record("SCHILY.xattr.user.empty", "")), header());
    expect(entry?.path).toBe("a");
    expect(entry?.xattrs).toEqual(
      new Map([
        ["security.capability", Uint8Array.from(Buffer.from(value, "latin1"))],
        ["user.empty", new Uint8Array()],
      ]),
    );
  });

  test("libarchive's form of an attribute is read where the usual one is missing", () => {
    const [entry] = entriesOf(
      pax(record("SCHILY.xattr.user.a", "A"), record("LIBARCHIVE.xattr.user.a", "Qg"), record("LIBARCHIVE.xattr.user.%C3%A4", "gP8K")),
      header(),
    );
    expect(entry?.xattrs).toEqual(
      new Map([
        ["user.a", Uint8Array.from([65])],
        ["user.ä", Uint8Array.from([0x80, 0xff, 10])],
      ]),
    );
  });

  test("an ACL or a label in a form that is not read is a warning, unless the attribute is there, too", () => {
    const acl = record("SCHILY.acl.access", "user::rw-\nuser:app:r--");
    const label = record("RHT.security.selinux", "system_u:object_r:etc_t:s0");
    const both = [acl, record("SCHILY.xattr.system.posix_acl_access", "\x02\0\0\0")];
    const { value, diagnostics } = read(
      tarOf(pax(...both), header(), pax(acl, acl), header({ name: "b" }), header({ name: "c" }), pax(label), header({ name: "d" })),
    );
    expect(value).toHaveLength(4);
    expect(diagnostics).toMatchObject([
      {
        code: "tar-unread-attribute",
        severity: "warning",
        message: "the system.posix_acl_access of b is in a form that is not read; so it is with 1 more entry",
        location: { offset: 1536 },
      },
    ]);
    expect(read(tarOf(pax(...both), header())).diagnostics).toEqual([]);
  });

  test("GNU long names and links", () => {
    const name = `${"n".repeat(200)}/${utf8("ö")}`;
    const list = entriesOf(
      longLink("t".repeat(150)),
      longName(name),
      header({ name: name.slice(0, 100), type: "2", target: "t".repeat(100), magic: "ustar  \0" }),
    );
    expect(list).toMatchObject([{ path: `${"n".repeat(200)}/ö`, target: "t".repeat(150), headerOffset: 0 }]);
  });

  test("a GNU name and an equal pax path are one", () => {
    expect(entriesOf(longName("b"), pax(record("path", "b")), header())).toMatchObject([{ path: "b" }]);
  });
});

describe("the end", () => {
  const list = [file("a", "x".repeat(700)), symlink("b", "a"), hardlink("c", "a"), file("d", "", { uid: 3000000 })];
  const bytes = archiveOf(list);

  test("an archive without entries is one", () => {
    expect(read(Buffer.alloc(10240))).toEqual({ value: [], diagnostics: [] });
  });

  test("what comes after two zero blocks is not read, and one of them may be missing", () => {
    expect(read(Buffer.concat([bytes, Buffer.alloc(700, "junk")])).diagnostics).toEqual([]);
    expect(read(bytes.subarray(0, -512))).toEqual(read(bytes));
    expect(read(bytes.subarray(0, -100))).toEqual(read(bytes));
  });

  test("cut off anywhere before its zero blocks, the archive is refused", () => {
    for (let length = 1; length < bytes.length - 1023; length += 73) {
      const codes = read(bytes.subarray(0, length)).diagnostics.map(({ code }) => code);
      expect(codes).toEqual([length < 512 ? "not-a-tar" : "tar-truncated"]);
    }
    for (let length = 512; length <= bytes.length - 1024; length += 512) {
      expect(read(bytes.subarray(0, length)).diagnostics).toMatchObject([
        { code: "tar-truncated", location: { kind: "bytes", file: "x.tar" } },
      ]);
    }
  });
});

describe("damage", () => {
  const list = [
    directory("usr"),
    file("usr/a", "text", { xattrs: new Map([["user.a", Uint8Array.from([1, 10, 255])]]) }),
    symlink("b", "usr/a"),
  ];
  const bytes = archiveOf(list);
  const headers = [0, 512, 1536, 2560];

  test("a changed byte of a header is found, or changes nothing", () => {
    fc.assert(
      fc.property(fc.constantFrom(...headers), fc.nat(511), fc.integer({ min: 1, max: 255 }), (block, at, change) => {
        const changed = Buffer.from(bytes);
        changed[block + at] = (changed[block + at] ?? 0) ^ change;
        const { value, diagnostics } = read(changed);
        expect(diagnostics.length > 0 || isDeepStrictEqual(value, read(bytes).value)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test("whatever is changed, the outcome is entries and diagnostics, and the entries are sound", () => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), fc.boolean(), (changes, repair) => {
        const changed = Buffer.from(bytes);
        for (const [at, byte] of changes) changed[at] = byte;
        if (repair) for (const block of headers) withChecksum(changed.subarray(block, block + 512), (byte) => byte);
        const { value, diagnostics } = read(changed);
        expect(diagnostics.length).toBeLessThan(2);
        for (const { path, size, contentOffset, uid, mode, mtime } of value) {
          expect(path === "" || path.split("/").every((segment) => !["", ".", ".."].includes(segment))).toBe(true);
          expect(contentOffset + size).toBeLessThanOrEqual(changed.length);
          expect([uid, mode, mtime].every((number) => Number.isSafeInteger(number) && number >= 0)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
