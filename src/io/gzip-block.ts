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

/**
 * The blocks of a stream. Their bytes are copies, which nobody changes; memory of a block that is of no use any more may be given back with `next`,
 * and each chunk is given back to whoever makes them once it is copied.
 */
export function* gzipBlocks(chunks: Iterable<Uint8Array>): Generator<GzipBlock, void, Uint8Array | undefined> {
  let bytes: Uint8Array = newBlock();
  let dictionary: Uint8Array | undefined;
  let filled = 0;
  const iterator = chunks[Symbol.iterator]();
  try {
    for (let next = iterator.next(); next.done !== true; next = iterator.next(next.value)) {
      const chunk = next.value;
      for (let taken = 0; taken < chunk.length;) {
        if (filled === BLOCK_LENGTH) {
          const free = yield { bytes, dictionary, isLast: false };
          dictionary = bytes.subarray(BLOCK_LENGTH - WINDOW_LENGTH);
          bytes = free ?? newBlock();
          filled = 0;
        }
        const length = Math.min(BLOCK_LENGTH - filled, chunk.length - taken);
        bytes.set(chunk.subarray(taken, taken + length), filled);
        filled += length;
        taken += length;
      }
    }
  } finally {
    iterator.return?.();
  }
  yield { bytes: bytes.subarray(0, filled), dictionary, isLast: true };
}

const newBlock = (): Uint8Array => Buffer.allocUnsafeSlow(BLOCK_LENGTH);
