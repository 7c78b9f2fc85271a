import { describe, expect, test } from "vitest";
import { atOffset } from "../../src/diagnostics/diagnostic.ts";
import { readArchive } from "../../src/tar/read-archive.ts";
import type { ByteSource } from "../../src/bytes/source.ts";
import { processorSeconds } from "../support/processor-time.ts";
import { archiveOf, file } from "../support/tar-entries.ts";
import { globalPax, header, longLink, longName, pax, record, tarOf, utf8, withContent } from "./raw-tar.ts";
import { read, refusalOf } from "./read.ts";

test("a refusal names the file, the offset of the header and what is wrong; the entries before it are there", () => {
  const { value, diagnostics } = read(tarOf(withContent({ name: "first" }, "text"), pax(record("uid", "5")), header({ name: "../up" })));
  expect(value.map(({ path }) => path)).toEqual(["first"]);
  expect(diagnostics).toEqual([
    { code: "tar-name", severity: "error", message: 'name "../up" has a .. segment', location: atOffset("x.tar", 2048) },
  ]);
});

describe("no tar archive", () => {
  test.each([
    ["nothing", ""],
    ["less than a block", "ustar"],
    ["a gzip file", "\x1f\x8b".repeat(600)],
  ])("%s", (_, text) => {
    expect(read(Buffer.from(text, "latin1")).diagnostics).toMatchObject([{ code: "not-a-tar", location: { offset: 0 } }]);
  });
});

test("a wrong checksum", () => {
  const damaged = header({ name: "b" });
  damaged.write("c", 0);
  expect(read(tarOf(header(), damaged)).diagnostics).toMatchObject([{ code: "tar-checksum", location: { offset: 512 } }]);
  expect(read(tarOf(damaged)).diagnostics).toMatchObject([{ code: "tar-checksum", location: { offset: 0 } }]);
});

test("content that is not all there is named with its entry", () => {
  const bytes = archiveOf([file("etc/passwd", "x".repeat(2000))]);
  expect(read(bytes.subarray(0, 1024)).diagnostics).toMatchObject([
    { code: "tar-truncated", message: "the archive is cut off: etc/passwd goes on to byte 2560", location: { offset: 0 } },
  ]);
});

test("data after one zero block", () => {
  expect(refusalOf(header(), Buffer.alloc(512), header()).code).toBe("tar-lone-zero-block");
});

describe("names", () => {
  test.each([
    ["..", "has a .. segment"],
    ["a/../b", "has a .. segment"],
    ["a/..", "has a .. segment"],
    ["./../b", "has a .. segment"],
    ["/etc/passwd", "is absolute"],
    ["//etc", "is absolute"],
    ["/", "is absolute"],
    ["", "is empty"],
    ["a\nb", "has a control character"],
    ["a\x7f", "has a control character"],
    ["\x1b[2J", "has a control character"],
    [utf8("a\u0085"), "has a control character"],
    ["a\xff", "is not UTF-8"],
    ["\xed\xa0\x80", "is not UTF-8"],
    ["./", "is the root directory, but the entry is a file"],
    ["a/", "ends in a slash, but the entry is a file"],
  ])("%j %s", (name, reason) => {
    const refusal = refusalOf(header({ name }));
    expect(refusal.code).toBe("tar-name");
    expect(refusal.message).toMatch(/^name ".*" /);
    expect(refusal.message).toContain(`" ${reason}`);
  });

  test("a NUL in a pax path or a GNU name", () => {
    expect(refusalOf(pax(record("path", "a\0b")), header()).code).toBe("tar-name");
    expect(refusalOf(longName("a\0b"), header()).code).toBe("tar-name");
    expect(refusalOf(longName("a\0"), header()).code).toBe("tar-name");
  });

  test("more bytes than a path can have", () => {
    expect(refusalOf(longName("a/".repeat(2048)), header()).message).toContain("longer than 4095 bytes");
    expect(refusalOf(pax(record("path", utf8("ä".repeat(2048)))), header()).message).toContain("longer than 4095 bytes");
  });

  test.each([
    ["1", "../b"],
    ["1", "/b"],
    ["1", ""],
    ["1", "./"],
    ["1", "b\nc"],
    ["2", ""],
    ["2", "b\nc"],
    ["2", "\xff"],
  ])("the target of type %s: %j", (type, target) => {
    const refusal = refusalOf(header({ type, target }));
    expect(refusal.code).toBe("tar-name");
    expect(refusal.message).toMatch(/^link target /);
  });
});

describe("numbers", () => {
  test.each([
    ["a uid of 2^32 - 1", { uid: "\x80\0\0\0\xff\xff\xff\xff" }, "uid"],
    ["a negative uid", { uid: "\xff\xff\xff\xff\xff\xff\xff\xfe" }, "uid"],
    ["a gid of 8 and more bytes", { gid: "\x80\x01\0\0\0\0\0\0" }, "gid"],
    ["a negative size", { size: "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe" }, "size"],
    ["a size beyond all files", { size: "\x80\0\0\x01\0\0\0\0\0\0\0\0" }, "size"],
    ["a size that is no number", { size: "12x" }, "size"],
    ["a digit that is not octal", { size: "00000000008" }, "size"],
    ["two numbers in a field", { mode: "64 644" }, "mode"],
    ["a negative mode", { mode: "\xff\xff\xff\xff\xff\xff\xff\xfe" }, "mode"],
    ["a time that is no number", { mtime: "now" }, "mtime"],
    ["a device number that ustar can't hold", { type: "3", devMajor: "\x80\0\0\0\0\xff\xff\xff" }, "major device number"],
  ])("%s", (_, fields, name) => {
    const refusal = refusalOf(header(fields));
    expect(refusal.code).toBe("tar-number");
    expect(refusal.message).toContain(`the ${name} of this entry`);
  });

  test.each([
    ["uid", "4294967295"],
    ["uid", "-1"],
    ["gid", "0x10"],
    ["size", "-1"],
    ["size", "1e3"],
    ["size", "9007199254740993"],
    ["mtime", "12:30"],
  ])("the pax %s %s", (key, value) => {
    expect(refusalOf(pax(record(key, value)), header()).code).toBe("tar-number");
  });

  test("an extension header of negative size", () => {
    expect(refusalOf(header({ type: "x", size: "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe\0" }), header()).code).toBe("tar-number");
  });

  test("a size larger than the archive", () => {
    expect(refusalOf(header({ size: "77777777777" })).code).toBe("tar-truncated");
    expect(refusalOf(pax(record("size", "9007199254740000")), header()).code).toBe("tar-truncated");
    expect(refusalOf(header({ type: "x", size: "00000100000" }), header()).code).toBe("tar-truncated");
  });
});

describe("types", () => {
  test.each(["A", "D", "M", "N", "S", "V", "X", "Z", "8", "\xff"])("%j is named", (type) => {
    const refusal = refusalOf(header({ type }));
    expect(refusal.code).toBe("tar-unsupported");
    expect(refusal.message).toContain(/[\dZ\xff]/.test(type) ? `type ${JSON.stringify(type)}` : `(type ${type})`);
  });

  test("sparse files of pax archives", () => {
    expect(refusalOf(pax(record("GNU.sparse.major", "1"), record("GNU.sparse.minor", "0")), header()).code).toBe("tar-unsupported");
  });

  test.each(["1", "2", "3", "4", "5", "6"])("content after type %s", (type) => {
    expect(refusalOf(withContent({ type, target: "12".includes(type) ? "b" : "" }, "text")).code).toBe("tar-unexpected-content");
  });
});

describe("extension headers", () => {
  test.each([
    ["5 a=b\n", "it is not 5 bytes long as it says"],
    ["7 a=b\n", "it is not 7 bytes long as it says"],
    ["99 path=b\n", "it is not 99 bytes long as it says"],
    ["999999999999999 path=b\n", "it is not 999999999999999 bytes long as it says"],
    ["0 a=b\n", "it is not 0 bytes long as it says"],
    ["2 ", "it is not 2 bytes long as it says"],
    ["a=b\n", "it does not begin with a length"],
    ["-6 a=b\n", "it does not begin with a length"],
    ["6 a=b\n\0\0", "it does not begin with a length"],
    ["5 ab\n", "it has no key"],
    ["5 =b\n", "it has no key"],
    ["5 ab\n6 a=b\n", "it has no key"],
  ])("the record %j", (text, reason) => {
    const refusal = refusalOf(withContent({ type: "x" }, text), header());
    expect(refusal.code).toBe("tar-pax-record");
    expect(refusal.message).toBe(`damaged pax record: ${reason}`);
  });

  test("an attribute that is not base64 where it must be", () => {
    expect(refusalOf(pax(record("LIBARCHIVE.xattr.user.a", "?")), header()).code).toBe("tar-pax-record");
  });

  test.each([
    "SCHILY.xattr.",
    "SCHILY.xattr.user.\xff",
    "SCHILY.xattr.user.\n",
    "SCHILY.xattr.user.a%3Db",
    "SCHILY.xattr.50%25",
    "LIBARCHIVE.xattr.user.a%3Db",
  ])("the attribute key %j", (key) => {
    expect(refusalOf(pax(record(key, "")), header()).code).toBe("tar-xattr-name");
  });

  test("readers would not agree", () => {
    const x = pax(record("uid", "1"));
    const cases = [
      [x],
      [longName("b")],
      [x, x, header()],
      [longName("b"), longName("b"), header()],
      [longLink("b"), longLink("c"), header()],
      [longName("b"), pax(record("path", "c")), header()],
      [pax(record("path", "c")), longName("b"), header()],
      [longLink("b"), pax(record("linkpath", "c")), header()],
      [x, globalPax(record("uid", "2")), header()],
      [globalPax(record("path", "b")), header()],
      [globalPax(record("linkpath", "b")), header()],
      [globalPax(record("size", "1")), header()],
    ];
    for (const pieces of cases) expect(refusalOf(...pieces).code).toBe("tar-ambiguous-extension");
  });

  test("more records than other readers take", () => {
    const xattr = (name: string, length: number): string => record(`SCHILY.xattr.user.${name}`, "v".repeat(length));
    expect(refusalOf(pax(xattr("a", 1 << 20)), header()).code).toBe("tar-too-many-records");
    expect(refusalOf(longName("a".repeat(1000)), pax(xattr("a", 1_032_000)), header()).code).toBe("tar-too-many-records");
    expect(refusalOf(globalPax(xattr("a", 600_000)), header(), pax(xattr("b", 600_000)), header()).code).toBe("tar-too-many-records");
    expect(read(tarOf(pax(xattr("a", 1_000_000)), header())).diagnostics).toEqual([]);
  });
});

/** The blocks over and over, and two zero blocks at the end, without all that in memory. */
const repeated = (blocks: readonly Buffer[], times: number): ByteSource => {
  const end = blocks.length * times;
  const nothing = Buffer.alloc(512);
  return {
    size: (end + 2) * 512,
    read: (target, offset) => {
      for (let at = 0; at < target.length; at += 512) {
        const index = (offset + at) / 512;
        target.set(((index < end ? blocks[index % blocks.length] : undefined) ?? nothing).subarray(0, target.length - at), at);
      }
      return target.length;
    },
  };
};

test("more entries than any rootfs has", () => {
  const limit = 1 << 20;
  const { value, diagnostics } = readArchive(repeated([header()], limit + 1), "x.tar");
  expect(value.length).toBe(limit);
  expect(diagnostics).toMatchObject([{ code: "tar-too-many-entries", location: { offset: limit * 512 } }]);
});

test("very many entries are all there", () => {
  const { value, diagnostics } = readArchive(repeated([header()], 300_000), "x.tar");
  expect(diagnostics).toEqual([]);
  expect(value.length).toBe(300_000);
  expect(value.at(299_999).headerOffset).toBe(299_999 * 512);
});

test("more attributes than a file can have", () => {
  const records = Array.from({ length: 30_000 }, (_, index) => record(`SCHILY.xattr.user.${index}`, ""));
  const begin = process.cpuUsage();
  expect(refusalOf(pax(...records), header()).code).toBe("tar-too-many-xattrs");
  expect(processorSeconds(begin)).toBeLessThan(1);
  expect(read(tarOf(pax(...records.slice(0, 256)), header())).diagnostics).toEqual([]);
});

test("names and attributes that would fill the memory", () => {
  const extension = pax(record("SCHILY.xattr.user.a", "v".repeat(1_000_000)));
  const blocks = Array.from({ length: extension.length / 512 }, (_, index) => extension.subarray(index * 512, (index + 1) * 512));
  const { value, diagnostics } = readArchive(repeated([...blocks, header()], 120), "x.tar");
  expect(diagnostics).toMatchObject([{ code: "tar-too-much-text" }]);
  expect(value.length).toBe(33);
});
