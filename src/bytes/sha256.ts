import { createHash } from "node:crypto";
import { allOf, chunksOf } from "./content.ts";
import type { ByteSource, Content } from "./source.ts";

/** The sha256 of bytes in hexadecimal. */
export const sha256Of = (bytes: Uint8Array | ByteSource): string => sha256OfContent(bytes instanceof Uint8Array ? bytes : allOf(bytes));

/** The sha256 of an entry's content in hexadecimal. */
export const sha256OfContent = (content: Content): string => {
  const hash = createHash("sha256");
  for (const chunk of chunksOf(content)) hash.update(chunk);
  return hash.digest("hex");
};
