import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_EXTENSIONS } from "../../src/tar/extensions.ts";
import { BLOCK } from "../../src/tar/format.ts";
import { headerBlocks } from "../support/header-blocks.ts";
import { plainHeader, readPlainHeader } from "../../src/tar/plain-header.ts";
import { readEntry } from "../../src/tar/read-entry.ts";
import { directory, entries, file } from "../support/tar-entries.ts";

/** What both readers say of a block: `undefined` where the plain one leaves it to the other. */
const both = (block: Buffer): readonly unknown[] => {
  const bytes = Buffer.concat([Buffer.alloc(BLOCK, 7), block, Buffer.from("\x7fELF")]);
  const words = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + 2 * BLOCK));
  const header = plainHeader();
  const window = { bytes, words, filled: () => bytes.length, find: () => BLOCK, slice: () => bytes };
  if (!readPlainHeader(window, BLOCK, header)) return [undefined];
  const { begin, end, isDirectory, ...numbers } = header;
  const plain = { path: bytes.toString("latin1", begin, end), type: isDirectory ? "directory" : "file", ...numbers };
  const entry = readEntry({ bytes, filled: bytes.length, at: BLOCK, offset: 0, headerOffset: 0 }, NO_EXTENSIONS);
  const { path, type, mode, uid, gid, mtime, size, magic } = entry;
  expect(entry).toMatchObject({ target: "", devMajor: 0, devMinor: 0 });
  return [plain, { path, type, mode, uid, gid, mtime, size, magic: type === "directory" ? 0 : magic }];
};

const isPlain = (block: Buffer): boolean => both(block)[0] !== undefined;

describe("a plain header", () => {
  it("is read as readEntry reads it, whatever is changed in it", () => {
    fc.assert(
      fc.property(entries, fc.array(fc.tuple(fc.nat(345), fc.nat(255)), { maxLength: 3 }), (entry, changes) => {
        const block = headerBlocks(entry).subarray(-BLOCK);
        for (const [at, byte] of changes) block[at] = byte;
        const [plain, whole] = both(block);
        if (plain !== undefined) expect(plain).toEqual(whole);
      }),
      { numRuns: 3000 },
    );
  });

  it("is one of a file or directory with a short ASCII name, in every spelling of numbers", () => {
    const block = (): Buffer => headerBlocks(file("usr/bin/app", "12345", { uid: 1000, mode: 0o4755 }));
    expect(isPlain(block())).toBe(true);
    expect(isPlain(headerBlocks(directory("usr/share")))).toBe(true);
    // bsdtar writes six digits, a blank and a NUL; others end numbers with blanks or begin them so.
    for (const uid of ["001750 \0", "0001750 ", "   1750\0", "1750\0\0\0\0"]) {
      const spelt = block();
      spelt.write(uid, 108, "latin1");
      expect(both(spelt)).toEqual([expect.objectContaining({ uid: 1000 }), expect.objectContaining({ uid: 1000 })]);
    }
    const dotted = block();
    dotted.write("./usr/bin/app\0", 0, "latin1");
    expect(both(dotted)[0]).toMatchObject({ path: "usr/bin/app" });
  });

  it("leaves alone what is out of the ordinary", () => {
    for (const name of ["/usr", "usr//bin", "usr/../bin", "usr/./bin", "usr/bin/", "é", "", "./", "a\x01b", ".hidden"]) {
      const block = headerBlocks(file("x", ""));
      block.fill(0, 0, 100).write(name, 0, "utf8");
      expect([name, isPlain(block)]).toEqual([name, false]);
    }
    for (const [at, text] of [
      [100, "0000789\0"],
      [108, "\x80\0\0\0\0\0\0\x01"],
      [136, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"],
      [156, "2"],
      [156, "L"],
      [345, "usr"],
    ] as const) {
      const block = headerBlocks(file("x", ""));
      block.write(text, at, "latin1");
      expect([text, isPlain(block)]).toEqual([text, false]);
    }
  });
});
