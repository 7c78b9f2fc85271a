/** How many bytes of the uncompressed stream are deflated apart. */
export const BLOCK_LENGTH: number = 128 * 1024;

/** How far back deflate refers (RFC 1951, section 2). */
const WINDOW_LENGTH = 32 * 1024;

/** A part of a gzip member that is deflated apart from the others. */
export interface GzipBlock {
  /** 128 KiB; of the last block what is left, none only where the whole stream is empty. */
  readonly bytes: Uint8Array;
  /** The 32 KiB before it, to which deflate refers; none before the first block. */
  readonly dictionary: Uint8Array | undefined;
  readonly isLast: boolean;
}

/** The blocks of a stream. Their bytes are copies, which nobody changes. */
export function* gzipBlocks(chunks: Iterable<Uint8Array>): Generator<GzipBlock> {
  let bytes = Buffer.allocUnsafeSlow(BLOCK_LENGTH);
  let dictionary: Uint8Array | undefined;
  let filled = 0;
  for (const chunk of chunks) {
    for (let taken = 0; taken < chunk.length;) {
      if (filled === BLOCK_LENGTH) {
        yield { bytes, dictionary, isLast: false };
        dictionary = bytes.subarray(BLOCK_LENGTH - WINDOW_LENGTH);
        bytes = Buffer.allocUnsafeSlow(BLOCK_LENGTH);
        filled = 0;
      }
      const length = Math.min(BLOCK_LENGTH - filled, chunk.length - taken);
      bytes.set(chunk.subarray(taken, taken + length), filled);
      filled += length;
      taken += length;
    }
  }
  yield { bytes: bytes.subarray(0, filled), dictionary, isLast: true };
}
