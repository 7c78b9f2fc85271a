import { createHash } from "node:crypto";

/** The same chunks, and once they are all read the sha256 of their bytes in hexadecimal. */
export const hashing = (chunks: Iterable<Uint8Array>): { readonly chunks: Iterable<Uint8Array>; sha256(): string } => {
  const hash = createHash("sha256");
  const pass = function* (): Generator<Uint8Array> {
    for (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  return { chunks: pass(), sha256: () => hash.digest("hex") };
};
