import { createHash } from "node:crypto";
import type { ByteSource } from "../tar/source.ts";

const WINDOW = 1024 * 1024;

/** The sha256 of bytes in hexadecimal. */
export const sha256Of = (source: Uint8Array | ByteSource): string => {
  const hash = createHash("sha256");
  if (source instanceof Uint8Array) return hash.update(source).digest("hex");
  const window = new Uint8Array(WINDOW);
  for (let offset = 0; offset < source.size; ) {
    const count = source.read(window, offset);
    if (count === 0) break;
    hash.update(window.subarray(0, count));
    offset += count;
  }
  return hash.digest("hex");
};
