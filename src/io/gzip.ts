import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { createGzip, gzipSync } from "node:zlib";

/** No name, no time, no level, and an OS (3, Unix): zlib would write its own system's. */
const HEADER = Buffer.from("1f8b0800000000000003", "hex");
const LEVEL = 6;

/** sha256 of what pako makes of `probe()`, header aside. */
export const PROBE_DIGEST = "100fcbb2abbcca20067ec74f663379b302edf0895a000e07bf16bf72c5dc2632";

/**
 * Compresses to the same bytes on every machine: those of pako, whose version is pinned. Node's own zlib is twice as fast and is
 * used where it proves to make the same bytes; other builds of zlib (a distribution's, other CPUs') do not.
 */
export const gzip = (chunks: Iterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  withHeader(nativeMakesTheSame() ? gzipNatively(chunks) : gzipPortably(chunks));

export const gzipNatively = (chunks: Iterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  Readable.from(chunks, { objectMode: false }).pipe(createGzip({ level: LEVEL, chunkSize: 256 * 1024 }));

export async function* gzipPortably(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Deflate } = await import("pako");
  const ready: Uint8Array[] = [];
  const deflate = new Deflate({ gzip: true, level: LEVEL });
  deflate.onData = (chunk) => ready.push(chunk);
  for (const chunk of chunks) {
    deflate.push(chunk, false);
    yield* ready.splice(0);
  }
  deflate.push(new Uint8Array(0), true);
  yield* ready;
}

async function* withHeader(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = HEADER.length;
  yield HEADER;
  for await (const chunk of compressed) {
    const skipped = Math.min(rest, chunk.length);
    rest -= skipped;
    yield chunk.subarray(skipped);
  }
}

const nativeMakesTheSame = (): boolean =>
  createHash("sha256")
    .update(gzipSync(probe(), { level: LEVEL }).subarray(HEADER.length))
    .digest("hex") === PROBE_DIGEST;

/** 64 KiB with short and long matches, so that different match finders give different bytes. */
export const probe = (): Uint8Array => {
  const bytes = new Uint8Array(64 * 1024);
  let state = 1;
  for (let index = 0; index < bytes.length; index++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const back = (state >>> 16) % 700;
    bytes[index] = state >>> 28 < 11 && index > back ? (bytes[index - back] ?? 0) : (state >>> 24) % 40;
  }
  return bytes;
};
