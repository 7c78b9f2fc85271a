import fc from "fast-check";
import { expect, test } from "vitest";
import { headerBlocks } from "../support/header-blocks.ts";
import { openHeaders } from "../../src/tar/header-blocks.ts";
import { writeArchive } from "../../src/tar/write-archive.ts";
import { writeWithGo } from "../support/go-tar.ts";
import { memorySource } from "../support/memory-host.ts";
import { needs } from "../support/needs.ts";
import { archiveOf, directory, entries, file, hardlink, newEntry, symlink } from "../support/tar-entries.ts";

needs("go")("Go's archive/tar writes the same bytes", () => {
  test("for any entries", () => {
    fc.assert(
      fc.property(fc.array(entries, { maxLength: 30 }), (list) => {
        expect(archiveOf(list).equals(writeWithGo(list))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("for names of every length and shape", () => {
    const list = [directory(""), directory("", { uid: 3000000 }), file("é/x", "", { uid: 3000000 })];
    for (let length = 95; length <= 300; length++) {
      for (const segment of [20, 99, 100, 101, 154, 155, 156, 400]) {
        const path = Array.from({ length }, (_, index) => (index % (segment + 1) === segment && index < length - 1 ? "/" : "n")).join("");
        list.push(
          file(path, ""),
          directory(path),
          directory(path, { gid: 2097152 }),
          symlink(path, path),
          hardlink(`${path}ö`, `${path}ö`),
        );
      }
    }
    expect(archiveOf(list).equals(writeWithGo(list))).toBe(true);
  });

  test("for files of 8 GiB and more", () => {
    for (const size of [8589934591, 8589934592, 2 ** 53 - 1]) {
      const entry = { ...file("big", ""), size };
      expect(headerBlocks(entry).equals(writeWithGo([entry], true))).toBe(true);
    }
  });
});

test("a header is what it is alone, whatever entry was before it", () => {
  fc.assert(
    fc.property(fc.array(entries, { maxLength: 12 }), (list) => {
      const headersOf = openHeaders();
      for (const entry of list) expect(Buffer.from(headersOf(entry)).equals(headerBlocks(entry))).toBe(true);
    }),
  );
});

test("a plain entry is one ustar block, its padded content, and two zero blocks end the archive", () => {
  const bytes = archiveOf([file("etc/hostname", "device\n", { mode: 0o644, uid: 1, gid: 2, mtime: 3 })]);
  expect(bytes.length).toBe(4 * 512);
  expect(bytes.toString("latin1", 0, 265)).toBe(
    ["etc/hostname".padEnd(100, "\0"), "0000644\0", "0000001\0", "0000002\0", "00000000007\0", "00000000003\0", "011524\0 ", "0"]
      .join("")
      .concat("\0".repeat(100), "ustar\x0000"),
  );
  expect(bytes.toString("latin1", 512, 520)).toBe("device\n\0");
  expect(bytes.subarray(1024).every((byte) => byte === 0)).toBe(true);
});

test("a pax header has sorted records, a name of its directory, and nothing of the entry's metadata", () => {
  const xattrs = new Map([
    ["user.b", Uint8Array.from([10, 255])],
    ["security.capability", Uint8Array.from([0])],
  ]);
  const bytes = archiveOf([directory("usr/lib", { uid: 3000000, gid: 7, mode: 0o700, mtime: 9, xattrs })]);
  expect(bytes.toString("latin1", 0, 20)).toBe("usr/lib/PaxHeaders.0");
  expect(bytes.toString("latin1", 100, 124)).toBe("0000000\0".repeat(3));
  expect(bytes.toString("latin1", 512, 512 + 88)).toBe(
    `38 SCHILY.xattr.security.capability=\0\n26 SCHILY.xattr.user.b=\n\xff\n15 uid=3000000\n${"\0".repeat(9)}`,
  );
  expect(bytes.toString("latin1", 1024 + 108, 1024 + 124)).toBe("0000000\x000000007\0");
});

test("contents of sources are copied over chunk borders", () => {
  const bytes = Buffer.alloc(3_000_000, "0123456789abcdef!");
  const extent = { source: memorySource(bytes), offset: 17, length: 2_500_000 };
  const chunks = [...writeArchive([newEntry("a", "file", { content: extent, size: extent.length }), file("b", "end")])];
  expect(chunks.map((chunk) => chunk.length).slice(0, 2)).toEqual([1 << 20, 1 << 20]);
  const written = Buffer.concat(chunks);
  expect(written.subarray(512, 512 + 2_500_000).equals(bytes.subarray(17, 17 + 2_500_000))).toBe(true);
  expect(written.length).toBe(512 + 2_500_096 + 1024 + 1024);
});

test.each([
  ["a mode beyond the permission bits", newEntry("a", "file", { mode: 0o10000 })],
  ["an id of -1", newEntry("a", "file", { uid: 4294967295 })],
  ["a broken time", newEntry("a", "file", { mtime: 0.5 })],
  ["a time before 1970", newEntry("a", "file", { mtime: -1 })],
  ["a device number that ustar can't hold", newEntry("a", "block", { devMinor: 2097152 })],
  ["a size of something that has no content", newEntry("a", "directory", { size: 1, content: Buffer.from("x") })],
  ["a size that is not the content's", newEntry("a", "file", { size: 2, content: Buffer.from("x") })],
  ["an empty path", newEntry("", "file")],
  ["a link without target", newEntry("a", "symlink")],
  ["a target of a file", newEntry("a", "file", { target: "b" })],
  ["a NUL", newEntry("a\0", "file")],
  ["half a surrogate pair", newEntry("a\ud800", "file")],
  ["an attribute name with =", newEntry("a", "file", { xattrs: new Map([["user.a=b", new Uint8Array()]]) })],
  ["records that are too long", newEntry("a", "file", { xattrs: new Map([["user.a", new Uint8Array(1 << 20)]]) })],
  [
    "a source that ends early",
    newEntry("a", "file", { size: 2, content: { source: memorySource(Buffer.from("x")), offset: 0, length: 2 } }),
  ],
])("%s is thrown", (_, entry) => {
  expect(() => archiveOf([entry])).toThrow();
});
