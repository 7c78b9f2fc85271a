import fc from "fast-check";
import { expect, it } from "vitest";
import type { ByteSource } from "../../src/bytes/source.ts";
import { readContent } from "../../src/bytes/content.ts";
import type { NewEntry } from "../../src/tar/entry.ts";
import { writeArchive } from "../../src/tar/write-archive.ts";
import { memorySource } from "../support/memory-host.ts";
import { archiveOf, file, newEntry } from "../support/tar-entries.ts";

const SOURCE = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => (at * 31 + (at >>> 9)) % 251));

/** A source that counts how often it is read. */
const counted = (bytes: Uint8Array): ByteSource & { readonly reads: () => number } => {
  const { size, read } = memorySource(bytes);
  let reads = 0;
  return { size, read: (target, offset) => (reads++, read(target, offset)), reads: () => reads };
};

const fromSource = (path: string, source: ByteSource, offset: number, size: number): NewEntry =>
  newEntry(path, "file", { size, content: { source, offset, length: size } });

/** The plain way: all contents at hand. */
const inMemory = (entries: readonly NewEntry[]): Buffer =>
  archiveOf(entries.map((entry) => ({ ...entry, content: Buffer.from(readContent(entry.content)) })));

it("fills an archive with contents of sources as with bytes at hand, wherever they lie", () => {
  const runs = fc.array(
    fc.record({
      offset: fc.integer({ min: 0, max: 2_000_000 }),
      // Files behind each other, as in an archive, with one header between them or more, or in another order.
      sizes: fc.array(fc.oneof(fc.nat(3000), fc.nat(120_000)), { minLength: 1, maxLength: 12 }),
      headers: fc.constantFrom(1, 1, 1, 3),
      isBackwards: fc.boolean(),
      between: fc.boolean(),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(runs, (list) => {
      const sources = [memorySource(SOURCE), memorySource(SOURCE.subarray(7))];
      const entries = list.flatMap(({ offset, sizes, headers, isBackwards, between }, index) => {
        let at = offset;
        const files = sizes.flatMap((size, number) => {
          const source = sources[index % 2] as ByteSource;
          const begin = Math.min(at, source.size - size);
          at += Math.ceil(size / 512) * 512 + headers * 512;
          const one = fromSource(`${index}-${number}`, source, begin, size);
          return between ? [one, file(`${index}-${number}-b`, "own")] : [one];
        });
        return isBackwards ? files.reverse() : files;
      });
      expect(archiveOf(entries).equals(inMemory(entries))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

it("reads a run in few goes, and the same bytes when chunks are given back", () => {
  const archive = archiveOf(
    Array.from({ length: 400 }, (_, index) => file(`f${String(index).padStart(3, "0")}`, String(index).repeat(2000))),
  );
  const source = counted(archive);
  const entries: NewEntry[] = [];
  for (let index = 0, offset = 512; index < 400; index++) {
    const size = String(index).length * 2000;
    entries.push(fromSource(`f${String(index).padStart(3, "0")}`, source, offset, size));
    offset += Math.ceil(size / 512) * 512 + 512;
  }
  const copies: Buffer[] = [];
  const chunks = writeArchive(entries);
  for (let next = chunks.next(); next.done !== true; next = chunks.next(next.value)) copies.push(Buffer.from(next.value));
  expect(Buffer.concat(copies).equals(archive)).toBe(true);
  expect(source.reads()).toBeLessThan(20);
});
