import fc from "fast-check";
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { allOf, chunksOf } from "../../src/bytes/content.ts";
import { hashingSource } from "../../src/bytes/hashing-source.ts";
import { memorySource } from "../../src/bytes/memory-source.ts";
import type { ByteSource } from "../../src/bytes/source.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

it("hashes all bytes, whatever is read in whatever order, and gives what is read", () => {
  const reads = fc.array(fc.record({ offset: fc.nat(300), length: fc.nat(100) }), { maxLength: 20 });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 250 }), reads, (bytes, all) => {
      const hashing = hashingSource(memorySource(bytes));
      for (const { offset, length } of all) {
        const target = new Uint8Array(length);
        const count = hashing.source.read(target, offset);
        expect(target.subarray(0, count)).toEqual(bytes.slice(offset, offset + length));
      }
      expect(hashing.sha256()).toBe(sha256(bytes));
    }),
  );
});

it("reads no byte twice for who reads from the begin to the end, with gaps or without", () => {
  const bytes = new Uint8Array(5000).map((_, index) => index % 251);
  let count = 0;
  const counting: ByteSource = {
    size: bytes.length,
    read: (target, offset) => {
      const read = memorySource(bytes).read(target, offset);
      count += read;
      return read;
    },
  };
  const hashing = hashingSource(counting);
  for (const offset of [10, 600, 4000]) for (const _ of chunksOf({ ...allOf(hashing.source), offset, length: 500 })) continue;
  expect(hashing.sha256()).toBe(sha256(bytes));
  expect(count).toBe(bytes.length);
});
