import { BLOCK } from "./format.ts";
import { itemAt } from "../bytes/item-at.ts";
import type { ByteSource } from "../bytes/source.ts";

/** What fits into a core's cache is copied fastest. */
const WINDOW = 128 * 1024;

/**
 * How much is read at once: a header with the begin of its content after a step over more than `FAR` bytes, which take as long to copy as another
 * call does; and more and more while the steps are short.
 */
const LENGTHS = [1024, 4 * 1024, 16 * 1024, 64 * 1024, WINDOW];
const FAR = 12 * 1024;

/** Headers of a source at increasing offsets. */
export interface BlockWindow {
  readonly bytes: Buffer;
  /** The same bytes as words. */
  readonly words: Uint32Array;
  /** How many of `bytes` are the source's, as they are now. */
  readonly filled: () => number;
  /** Where in `bytes` the block at this offset of the source stands; undefined if the source ends before the block does. */
  readonly find: (offset: number) => number | undefined;
  /** A run of the source's bytes, valid until the next call; shorter if the source ends before. */
  readonly slice: (offset: number, length: number) => Buffer;
}

export const openWindow = (source: ByteSource): BlockWindow => {
  const bytes = Buffer.alloc(WINDOW);
  const parts = LENGTHS.map((length) => bytes.subarray(0, length));
  let part = parts.length - 1;
  let begin = 0;
  let end = 0;
  let before = 0;
  const has = (offset: number, length: number): boolean => offset >= begin && offset + length <= end;
  const fill = (offset: number): void => {
    part = offset - before > FAR ? 0 : Math.min(part + 1, parts.length - 1);
    begin = offset;
    end = offset + source.read(itemAt(parts, part), offset);
  };
  return {
    bytes,
    words: new Uint32Array(bytes.buffer, bytes.byteOffset, WINDOW / 4),
    filled: () => end - begin,
    find: (offset) => {
      if (!has(offset, BLOCK)) fill(offset);
      before = offset;
      return has(offset, BLOCK) ? offset - begin : undefined;
    },
    slice: (offset, length) => {
      if (has(offset, length)) return bytes.subarray(offset - begin, offset - begin + length);
      const run = Buffer.alloc(length);
      return run.subarray(0, source.read(run, offset));
    },
  };
};
