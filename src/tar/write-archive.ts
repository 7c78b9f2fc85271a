import { fillFrom } from "../bytes/content.ts";
import type { NewEntry } from "./entry.ts";
import { BLOCK, paddedSize } from "./format.ts";
import { headerBlocks } from "./header-blocks.ts";
import type { Content } from "../bytes/source.ts";

const CHUNK = 1 << 20;
const END = new Uint8Array(2 * BLOCK);

/**
 * The bytes of an archive with these entries, in their order, in chunks of 1 MiB that are the caller's to keep. One that it gives back with
 * `next` is filled again: to get memory anew from the system takes longer than to fill it. The entries alone decide the bytes: ustar headers,
 * pax headers where ustar does not suffice, and two zero blocks at the end.
 */
export function* writeArchive(entries: Iterable<NewEntry>): Generator<Uint8Array, void, Uint8Array | undefined> {
  let chunk: Uint8Array = Buffer.allocUnsafeSlow(CHUNK);
  let filled = 0;
  for (const piece of piecesOf(entries)) {
    const { length } = piece;
    for (let begin = 0; begin < length;) {
      const count = Math.min(length - begin, CHUNK - filled);
      if (count === length && piece instanceof Uint8Array) chunk.set(piece, filled);
      else copyPart(piece, begin, chunk.subarray(filled, filled + count));
      begin += count;
      filled += count;
      if (filled < CHUNK) continue;
      const back = yield chunk;
      chunk = back?.length === CHUNK ? back : Buffer.allocUnsafeSlow(CHUNK);
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}

/** Headers, contents and padding, one after the other. */
function* piecesOf(entries: Iterable<NewEntry>): Generator<Content> {
  for (const entry of entries) {
    if (entry.content.length !== entry.size) throw new Error(`${entry.path}: the content is not ${entry.size} bytes long`);
    yield headerBlocks(entry);
    yield entry.content;
    if (entry.size > 0) yield END.subarray(0, paddedSize(entry.size) - entry.size);
  }
  yield END;
}

const copyPart = (content: Content, begin: number, target: Uint8Array): void => {
  if (content instanceof Uint8Array) target.set(content.subarray(begin, begin + target.length));
  else fillFrom(content, target, begin);
};
