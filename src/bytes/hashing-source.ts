import { createHash } from "node:crypto";
import { chunksOf } from "./content.ts";
import type { ByteSource } from "./source.ts";

/** A source, and once its reader is done the sha256 of all of its bytes in hexadecimal. */
export interface HashingSource {
  readonly source: ByteSource;
  sha256(): string;
}

/**
 * Hashes a source while something else reads it: what lies before a place that is read is read then, if it was not yet. To whom reads from
 * its begin to its end no byte is read twice.
 */
export const hashingSource = (inner: ByteSource): HashingSource => {
  const hash = createHash("sha256");
  let hashed = 0;
  const hashUpTo = (end: number): void => {
    if (end <= hashed) return;
    for (const chunk of chunksOf({ source: inner, offset: hashed, length: end - hashed })) hash.update(chunk);
    hashed = end;
  };
  const read = (target: Uint8Array, offset: number): number => {
    hashUpTo(Math.min(offset, inner.size));
    const count = inner.read(target, offset);
    if (offset <= hashed && hashed < offset + count) {
      hash.update(target.subarray(hashed - offset, count));
      hashed = offset + count;
    }
    return count;
  };
  const sha256 = (): string => {
    hashUpTo(inner.size);
    return hash.digest("hex");
  };
  return { source: { size: inner.size, read }, sha256 };
};
