import { createHash } from "node:crypto";
import type { ByteSource, Extent } from "../tar/source.ts";

const WINDOW = 1024 * 1024;

/** The sha256 of bytes in hexadecimal. */
export const sha256Of = (bytes: Uint8Array | ByteSource): string =>
  bytes instanceof Uint8Array
    ? createHash("sha256").update(bytes).digest("hex")
    : sha256OfExtent({ source: bytes, offset: 0, length: bytes.size });

/** The sha256 of a run of bytes in hexadecimal. */
export const sha256OfExtent = ({ source, offset, length }: Extent): string => {
  const hash = createHash("sha256");
  const window = new Uint8Array(Math.min(WINDOW, length));
  for (let done = 0; done < length;) {
    const count = source.read(window.subarray(0, length - done), offset + done);
    if (count === 0) break;
    hash.update(window.subarray(0, count));
    done += count;
  }
  return hash.digest("hex");
};
