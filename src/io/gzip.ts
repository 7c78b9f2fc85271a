import { crc32 } from "./crc32.ts";
import { chooseDeflate, type DeflateBlock } from "./deflate-block.ts";
import { gzipBlocks } from "./gzip-block.ts";

/** RFC 1952: no name, no time, no level, and an OS (3, Unix): zlib would write its own system's. */
const HEADER = Buffer.from("1f8b0800000000000003", "hex");

/** So many blocks are deflated at once or wait for it: what 16 threads need, and 4 MiB. */
const AHEAD = 32;

/**
 * Compresses to the same bytes on every machine, from any number of threads: one gzip member of blocks that are deflated apart, each with
 * the window before it as dictionary.
 */
export async function* gzip(chunks: Iterable<Uint8Array>, deflate?: DeflateBlock): AsyncGenerator<Uint8Array> {
  const deflateBlock = deflate ?? (await chooseDeflate());
  const running: { readonly deflated: Promise<Uint8Array>; readonly bytes: Uint8Array }[] = [];
  const blocks = gzipBlocks(chunks);
  // Of a block that is deflated; the next one may still refer to it.
  let last: Uint8Array | undefined;
  let crc = 0;
  let length = 0;
  yield HEADER;
  try {
    for (let next = blocks.next(); next.done !== true;) {
      const { bytes } = next.value;
      running.push({ deflated: deflateBlock(next.value), bytes });
      crc = crc32(bytes, crc);
      length += bytes.length;
      const first = running.length < AHEAD ? undefined : running.shift();
      if (first !== undefined) yield await first.deflated;
      const free = last;
      last = first?.bytes;
      next = blocks.next(free);
    }
  } finally {
    blocks.return();
  }
  for (const { deflated } of running) yield await deflated;
  yield trailer(crc, length);
}

/** The sum and the length of what was compressed, modulo 2^32. */
const trailer = (crc: number, length: number): Uint8Array => {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(crc, 0);
  bytes.writeUInt32LE(length % 2 ** 32, 4);
  return bytes;
};
