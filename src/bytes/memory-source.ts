import type { ByteSource } from "./source.ts";

/** Bytes at hand as a source. */
export const memorySource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (target, offset) => {
    const part = bytes.subarray(offset, offset + target.length);
    target.set(part);
    return part.length;
  },
});
