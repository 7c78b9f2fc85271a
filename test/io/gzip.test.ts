import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deflateNatively, deflatePortably } from "../../src/io/deflate-block.ts";
import { gzip } from "../../src/io/gzip.ts";

const collect = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};

/** Texts of some blocks, of words that come again within the window and beyond it. */
const texts = fc
  .array(fc.tuple(fc.constantFrom("usr/lib/", "lib", "\0\0\0\0\0\0\0\0", "root", "x"), fc.integer({ min: 1, max: 9000 })), {
    maxLength: 40,
  })
  .map((parts) => Buffer.from(parts.map(([word, times]) => word.repeat(times)).join("")));

describe("gzip", () => {
  it("gives pako's bytes however the input is cut, and they unpack to it", async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1000, max: 300_000 }), async (bytes, size) => {
        const cut = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
        const packed = await collect(gzip(cut));
        expect(packed.equals(await collect(gzip([bytes], deflatePortably)))).toBe(true);
        expect(gunzipSync(packed).equals(bytes)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("keeps the order of the blocks, whichever is deflated first", async () => {
    const bytes = Buffer.from(Array.from({ length: 600 * 1024 }, (_, index) => (index * index) >>> 7));
    let turn = 0;
    const late = gzip([bytes], async (block) => {
      const wait = 20 - 4 * turn++;
      await new Promise((resolve) => setTimeout(resolve, wait));
      return await deflateNatively(block);
    });
    expect((await collect(late)).equals(await collect(gzip([bytes])))).toBe(true);
  });

  it("is one member whose header says nothing of the machine", async () => {
    const packed = await collect(gzip([Buffer.from("text")]));
    expect(packed.subarray(0, 10).toString("hex")).toBe("1f8b0800000000000003");
    expect(gunzipSync(await collect(gzip([]))).length).toBe(0);
  });
});
