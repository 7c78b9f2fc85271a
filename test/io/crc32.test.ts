import fc from "fast-check";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { crc32, crc32Portably } from "../../src/io/crc32.ts";

describe.each([
  ["crc32", crc32],
  ["crc32Portably", crc32Portably],
])("%s", (_, sum) => {
  it("is the check value of CRC-32/ISO-HDLC", () => expect(sum(Buffer.from("123456789"), 0)).toBe(0xcbf43926));

  it("is what gzip writes behind a stream, however it is cut", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
        expect(sum(other, sum(one, 0))).toBe(
          gzipSync(Buffer.concat([one, other])).readUInt32LE(gzipSync(Buffer.concat([one, other])).length - 8),
        );
      }),
    );
  });
});
