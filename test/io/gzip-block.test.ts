import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BLOCK_LENGTH, gzipBlocks } from "../../src/io/gzip-block.ts";

const lengthsOf = (...lengths: readonly number[]): readonly number[] =>
  [...gzipBlocks(lengths.map((length) => new Uint8Array(length)))].map(({ bytes }) => bytes.length);

describe("the blocks of a gzip member", () => {
  it("are full but for the last one, which is empty only where all is", () => {
    expect(lengthsOf()).toEqual([0]);
    expect(lengthsOf(0, 5)).toEqual([5]);
    expect(lengthsOf(BLOCK_LENGTH)).toEqual([BLOCK_LENGTH]);
    expect(lengthsOf(BLOCK_LENGTH, 1)).toEqual([BLOCK_LENGTH, 1]);
    expect(lengthsOf(2 * BLOCK_LENGTH + 7)).toEqual([BLOCK_LENGTH, BLOCK_LENGTH, 7]);
  });

  it("hold the stream however it is cut, each with the 32 KiB before it, the last one marked", () => {
    const stream = Buffer.from(Array.from({ length: 3 * BLOCK_LENGTH }, (_, index) => (index * index) >>> 5));
    const cuts = fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 8 });
    fc.assert(
      fc.property(cuts, (lengths) => {
        let place = 0;
        const chunks = lengths.map((length) => stream.subarray(place, (place += length)));
        const whole = Buffer.concat(chunks);
        const blocks = [...gzipBlocks(chunks)];
        expect(Buffer.concat(blocks.map(({ bytes }) => bytes)).equals(whole)).toBe(true);
        for (const [index, { dictionary, isLast }] of blocks.entries()) {
          const start = index * BLOCK_LENGTH;
          expect(Buffer.from(dictionary ?? []).equals(whole.subarray(Math.max(0, start - 32 * 1024), start))).toBe(true);
          expect(isLast).toBe(index === blocks.length - 1);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("are copies: a chunk may be used again once the next one is asked for", () => {
    const chunk = Buffer.alloc(4);
    const reused = function* (): Generator<Uint8Array> {
      yield chunk.fill("a");
      yield chunk.fill("b");
    };
    expect([...gzipBlocks(reused())].map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(["aaaabbbb"]);
  });
});
