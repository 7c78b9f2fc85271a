import type { BlobSize } from "./host.ts";

/** An open file that is written, and hashed, while its caller makes the next bytes. */
export interface HashedFile {
  /** Takes the next bytes, and gives back the memory of earlier ones, which is the caller's again. What failed before fails here, or at the end. */
  write(chunk: Uint8Array): Promise<Uint8Array | undefined>;
  /** Waits for all that is under way, whether something failed or not. */
  settle(): Promise<BlobSize>;
}
