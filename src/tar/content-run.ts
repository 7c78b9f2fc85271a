import { endsWithin } from "../bytes/content.ts";
import type { ByteSource, Extent } from "../bytes/source.ts";

/** Where in a chunk bytes are to be. */
interface Room {
  readonly chunk: Uint8Array;
  readonly at: number;
  readonly count: number;
}

/** Fills the chunks of an archive with contents that lie in another one. */
export interface ContentRun {
  /** Puts a content's bytes from its `begin`-th one on into a chunk. What lies behind them there may be overwritten. */
  readonly read: (content: Extent, begin: number, room: Room) => void;
  /** The next chunk begins so many bytes after the one at hand. */
  readonly nextChunk: (length: number) => void;
}

/** How much of a run is read at once. */
const AHEAD = 256 * 1024;

/**
 * Contents that lie in their source as far from each other as they are to lie in the archive are read in one go with what is between them,
 * which is headers most often, and is overwritten by those of the archive: whoever writes it goes on from there. To read each by itself takes two
 * and a half times as long (a rootfs of 60,000 entries). The second one of a run shows that it is one.
 */
export const openRun = (): ContentRun => {
  let source: ByteSource | undefined;
  /** From a place in the chunk to that of the same byte in the source. */
  let distance = 0;
  /** Up to here the chunk holds the source's bytes, but for what was overwritten. */
  let end = 0;
  const read: ContentRun["read"] = (content, begin, { chunk, at, count }) => {
    const from = content.offset + begin;
    const goesOn = content.source === source && from - at === distance;
    const needed = at + count;
    if (goesOn && needed <= end) return;
    const start = goesOn ? Math.max(end, at) : at;
    const room = chunk.subarray(start, goesOn ? Math.max(start + AHEAD, needed) : needed);
    end = start + content.source.read(room, from - at + start);
    if (end < needed) throw endsWithin(content);
    source = content.source;
    distance = from - at;
  };
  return {
    read,
    nextChunk: (length) => {
      distance += length;
      end = 0;
    },
  };
};
