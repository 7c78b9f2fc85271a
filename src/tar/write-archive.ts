import type { Content } from "../bytes/source.ts";
import { openRun } from "./content-run.ts";
import type { NewEntry } from "./entry.ts";
import { itemAt } from "../bytes/item-at.ts";
import { BLOCK, paddedSize } from "./format.ts";
import { openHeaders } from "./header-blocks.ts";

const CHUNK = 1 << 20;

/**
 * The bytes of an archive with these entries, in their order, in chunks of 1 MiB that are the caller's to keep, in memory that threads can
 * share. One that it gives back with `next` is filled again: to get memory anew from the system takes longer than to fill it. The entries
 * alone decide the bytes: ustar headers, pax headers where ustar does not suffice, and two zero blocks at the end.
 */
export function* writeArchive(entries: Iterable<NewEntry>): Generator<Uint8Array, void, Uint8Array | undefined> {
  const run = openRun();
  let chunk = newChunk();
  let filled = 0;
  for (const piece of piecesOf(entries)) {
    const { length } = piece;
    for (let begin = 0; begin < length;) {
      const count = Math.min(length - begin, CHUNK - filled);
      if (!(piece instanceof Uint8Array)) run.read(piece, begin, { chunk, at: filled, count });
      else chunk.set(count === length ? piece : piece.subarray(begin, begin + count), filled);
      begin += count;
      filled += count;
      if (filled < CHUNK) continue;
      const back = yield chunk;
      chunk = back?.length === CHUNK ? back : newChunk();
      run.nextChunk(CHUNK);
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}

const newChunk = (): Uint8Array => new Uint8Array(new SharedArrayBuffer(CHUNK));

/** Headers, contents and padding, one after the other; each is valid until the next one. */
function* piecesOf(entries: Iterable<NewEntry>): Generator<Content> {
  const headersOf = openHeaders();
  for (const entry of entries) {
    if (entry.content.length !== entry.size) throw new Error(`${entry.path}: the content is not ${entry.size} bytes long`);
    yield headersOf(entry);
    if (entry.size === 0) continue;
    yield entry.content;
    yield paddingOf(entry.size);
  }
  yield END;
}

const END = new Uint8Array(2 * BLOCK);
const PADDINGS = Array.from({ length: BLOCK }, (_, length) => END.subarray(0, length));

const paddingOf = (size: number): Uint8Array => itemAt(PADDINGS, paddedSize(size) - size);
