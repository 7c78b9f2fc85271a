import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ELF_MACHINES } from "../../src/manifest/elf-machines.ts";
import { readElf } from "../../src/rootfs/elf.ts";
import { type ElfSymbols, readElfSymbols } from "../../src/rootfs/elf-symbols.ts";
import { type LinkedElfSketch, writeLinkedElf } from "../support/linked-elf.ts";

/** Fails where a reader asks for bytes that aren't there. */
const rangeOf = (bytes: Uint8Array) => (offset: number, length: number) => {
  if (!(offset >= 0 && length >= 0 && offset + length <= bytes.length)) throw new RangeError(`${offset}+${length} of ${bytes.length}`);
  return bytes.subarray(offset, offset + length);
};

const symbolsOf = (sketch: LinkedElfSketch): ElfSymbols => {
  const bytes = writeLinkedElf(sketch);
  return readElfSymbols(rangeOf(bytes), bytes.length) ?? expect.unreachable();
};

const BIG_64 = { number: 62, flags: 0, bits: 64 as const, isLittle: false, exit: [0], instructionSize: 1 as const };
const MACHINES = [...Object.keys(ELF_MACHINES), BIG_64];
const HASHES = ["sysv", "gnu", "both"] as const;

describe("readElfSymbols", () => {
  describe.each(MACHINES)("of %s", (machine) => {
    it("reads what is wanted, with its version and use", () => {
      const { references } = symbolsOf({
        machine,
        needed: ["libx.so.1"],
        wants: [
          { name: "call", version: "X_1", file: "libx.so.1" },
          { name: "data", by: "data" },
          { name: "unused", by: "nothing" },
          { name: "weak", by: "data", isWeak: true },
        ],
        defines: [{ name: "own" }],
      });
      const read = references.map(({ name, version, use }) => ({
        name: Buffer.from(name.bytes).toString(),
        version: version?.name,
        file: version?.file,
        use,
      }));
      expect(read.filter(({ name }) => name === "call")).toEqual([{ name: "call", version: "X_1", file: "libx.so.1", use: "call" }]);
      expect(read.filter(({ name }) => name === "data")).toEqual([{ name: "data", version: undefined, file: undefined, use: "data" }]);
      // On MIPS every symbol behind the local ones has a slot of the global offset table.
      const isMips = typeof machine === "string" && machine.startsWith("mips");
      expect(read.map(({ name }) => name).toSorted()).toEqual(isMips ? ["call", "data", "unused"] : ["call", "data"]);
    });

    it.each(HASHES)("finds each of many symbols, and no other: %s", (hash) => {
      const all = Array.from({ length: 200 }, (_, index) => `symbol_${index}`);
      const { references } = symbolsOf({ machine, wants: all.map((name) => ({ name })) });
      const some = all.filter((_, index) => index % 3 > 0);
      const { defines } = symbolsOf({ machine, hash, defines: some.map((name) => ({ name })) });
      expect(references.filter(defines).map(({ name }) => Buffer.from(name.bytes).toString())).toEqual(some);
      expect(references.filter(symbolsOf({ machine, hash, needed: ["libx.so.1"] }).defines)).toEqual([]);
    });
  });

  it("reads none of a file that is linked to nothing, and knows what it can't read", () => {
    const bytes = Buffer.from(writeLinkedElf({ machine: "x86", needed: ["libx.so.1"], wants: [{ name: "run" }] }));
    bytes.writeUInt16LE(0, 44);
    expect(readElfSymbols(rangeOf(bytes), bytes.length)).toMatchObject({ references: [], size: 0 });
    bytes.writeUInt16LE(0xffff, 44);
    expect(readElfSymbols(rangeOf(bytes), bytes.length)).toBeUndefined();
  });

  it("never throws and never asks for bytes outside the file, whatever is in it", () => {
    const sketch = {
      needed: ["libx.so.1"],
      soname: "liby.so.1",
      wants: [
        { name: "call", version: "X_1", file: "libx.so.1" },
        { name: "data", by: "data" as const },
      ],
      defines: [
        { name: "own", version: "Y_1" },
        { name: "call", version: "Y_2" },
      ],
    };
    const originals = MACHINES.flatMap((machine) => HASHES.map((hash) => writeLinkedElf({ machine, hash, ...sketch })));
    const wanted = symbolsOf({ machine: "x86_64", ...sketch }).references;
    const change = fc.record({ at: fc.nat(), byte: fc.oneof(fc.constantFrom(0, 0xff, 0x7f, 0x80), fc.nat(255)) });
    fc.assert(
      fc.property(fc.constantFrom(...originals), fc.array(change, { minLength: 1, maxLength: 12 }), (original, changes) => {
        const bytes = Uint8Array.from(original);
        for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
        expect(["elf", "damaged", undefined]).toContain(readElf(rangeOf(bytes), bytes.length)?.kind);
        const symbols = readElfSymbols(rangeOf(bytes), bytes.length);
        for (const reference of [...wanted, ...(symbols?.references ?? [])]) symbols?.defines(reference);
      }),
      { numRuns: 3000 },
    );
  });
});
