import { BLOCK } from "./format.ts";
import type { ByteSource } from "../bytes/source.ts";

/**
 * Contents that go beyond it are skipped, smaller ones read along: a call costs as much as copying some dozens of kilobytes, and what fits
 * into a core's cache is copied fastest.
 */
const WINDOW = 128 * 1024;

/** Headers of a source at increasing offsets. */
export interface BlockWindow {
  readonly bytes: Buffer;
  /** The same bytes as words. */
  readonly words: Uint32Array;
  /** Where in `bytes` the block at this offset of the source stands; undefined if the source ends before the block does. */
  readonly find: (offset: number) => number | undefined;
  /** A run of the source's bytes, valid until the next call; shorter if the source ends before. */
  readonly slice: (offset: number, length: number) => Buffer;
}

export const openWindow = (source: ByteSource): BlockWindow => {
  const bytes = Buffer.alloc(WINDOW);
  let begin = 0;
  let end = 0;
  const has = (offset: number, length: number): boolean => offset >= begin && offset + length <= end;
  const fill = (offset: number): void => {
    begin = offset;
    end = offset + source.read(bytes, offset);
  };
  return {
    bytes,
    words: new Uint32Array(bytes.buffer, bytes.byteOffset, WINDOW / 4),
    find: (offset) => {
      if (!has(offset, BLOCK)) fill(offset);
      return has(offset, BLOCK) ? offset - begin : undefined;
    },
    slice: (offset, length) => {
      if (has(offset, length)) return bytes.subarray(offset - begin, offset - begin + length);
      const run = Buffer.alloc(length);
      return run.subarray(0, source.read(run, offset));
    },
  };
};
