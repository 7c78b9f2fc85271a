import { describe, expect, it } from "vitest";
import { chooseDeflate, deflateNatively, deflatePortably, PROBE_DIGEST, probeDigest } from "../../src/io/deflate-block.ts";

describe("deflating a block", () => {
  it("gives pako's bytes of the probe portably, and natively on the Node that tests run on", async () => {
    expect(await probeDigest(deflatePortably)).toBe(PROBE_DIGEST);
    expect(await probeDigest(deflateNatively)).toBe(PROBE_DIGEST);
    expect(await chooseDeflate()).toBe(deflateNatively);
  });

  it("ends a block that is not the last one with one flush marker", async () => {
    // Text that deflate makes shorter, and noise that it makes longer: 128 KiB of either are one call.
    const noise = Buffer.alloc(128 * 1024);
    for (let index = 0, state = 7; index < noise.length; index++)
      noise[index] = (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24;
    for (const bytes of [Buffer.alloc(128 * 1024, "text "), noise]) {
      for (const deflate of [deflateNatively, deflatePortably]) {
        const packed = Buffer.from(await deflate({ bytes, dictionary: undefined, isLast: false }));
        expect(packed.subarray(-4).toString("hex")).toBe("0000ffff");
        expect(packed.subarray(-9, -4).toString("hex")).not.toBe("000000ffff");
      }
    }
  });
});
