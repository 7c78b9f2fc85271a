import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gzip, gzipNatively, gzipPortably, probe, PROBE_DIGEST } from "../../src/io/gzip.ts";

const collect = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};

describe("gzip", () => {
  it("holds the digest of what the pinned pako makes of the probe", async () => {
    const packed = await collect(gzipPortably([probe()]));
    expect(createHash("sha256").update(packed.subarray(10)).digest("hex")).toBe(PROBE_DIGEST);
  });

  it("gives pako's bytes however the input is cut, and they unpack to it", async () => {
    const words = fc.array(fc.constantFrom("usr/lib/", "lib", "\0\0\0\0\0\0\0\0", "root", "x"), { maxLength: 3000 });
    await fc.assert(
      fc.asyncProperty(words, fc.integer({ min: 1, max: 5000 }), async (list, size) => {
        const bytes = Buffer.from(list.join(""));
        const cut = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
        const packed = await collect(gzip(cut));
        const portable = await collect(gzipPortably([bytes]));
        expect(packed.subarray(10).equals(portable.subarray(10))).toBe(true);
        expect(gunzipSync(packed).equals(bytes)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("is the same portably and natively for the probe, on the Node that tests run on", async () => {
    const [native, portable] = [await collect(gzipNatively([probe()])), await collect(gzipPortably([probe()]))];
    expect(native.subarray(10).equals(portable.subarray(10))).toBe(true);
  });
});
