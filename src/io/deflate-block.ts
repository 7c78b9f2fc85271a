import { createHash } from "node:crypto";
import { constants, deflateRaw } from "node:zlib";
import { BLOCK_LENGTH, type GzipBlock } from "./gzip-block.ts";

/**
 * Deflates a block of a gzip member to raw deflate data, joined to what follows by a sync flush (RFC 1951; an empty stored block), or ended
 * if it is the last one.
 */
export type DeflateBlock = (block: GzipBlock) => Promise<Uint8Array>;

/** zlib's defaults, of which memLevel decides where deflate's own blocks end. */
const PARAMETERS = { level: 6, memLevel: 8, windowBits: 15 } as const;

/** Holds all that a block can become: a second call of deflate with the same flush could write the flush marker twice. */
const OUTPUT_LENGTH = BLOCK_LENGTH + 1024;

/** By the zlib that Node brings, on threads of its own. */
export const deflateNatively: DeflateBlock = ({ bytes, dictionary, isLast }) =>
  new Promise((resolve, reject) => {
    const finishFlush = isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
    const options = { ...PARAMETERS, finishFlush, chunkSize: OUTPUT_LENGTH, ...(dictionary && { dictionary }) };
    deflateRaw(bytes, options, (error, deflated) => (error === null ? resolve(deflated) : reject(error)));
  });

/** By pako, whose version is pinned: the bytes that every other way has to give. */
export const deflatePortably: DeflateBlock = async ({ bytes, dictionary, isLast }) => {
  const { Deflate, Z_FINISH, Z_SYNC_FLUSH } = await import("pako");
  const deflate = new Deflate({ ...PARAMETERS, raw: true, chunkSize: OUTPUT_LENGTH, ...(dictionary && { dictionary }) });
  const parts: Uint8Array[] = [];
  deflate.onData = (part) => parts.push(part);
  deflate.push(bytes, isLast ? Z_FINISH : Z_SYNC_FLUSH);
  return Buffer.concat(parts);
};

/** Two blocks with short and long matches, also across their border, so that other match finders and flushes give other bytes. */
const probe = (): readonly [GzipBlock, GzipBlock] => {
  const bytes = new Uint8Array(64 * 1024);
  let state = 1;
  for (let index = 0; index < bytes.length; index++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const back = (state >>> 16) % 700;
    bytes[index] = state >>> 28 < 11 && index > back ? (bytes[index - back] ?? 0) : (state >>> 24) % 40;
  }
  const middle = bytes.length / 2;
  const dictionary = bytes.subarray(0, middle);
  return [
    { bytes: dictionary, dictionary: undefined, isLast: false },
    { bytes: bytes.subarray(middle), dictionary, isLast: true },
  ];
};

/** sha256 of what pako makes of both blocks of `probe()`. */
export const PROBE_DIGEST = "939acf9ecefd772baf9f3517d9751b581a6e8be36ef0f8e757f76699112b8cc2";

/** The sha256 of what both blocks of the probe become. */
export const probeDigest = async (deflate: DeflateBlock): Promise<string> => {
  const hash = createHash("sha256");
  for (const block of probe()) hash.update(await deflate(block));
  return hash.digest("hex");
};

/** Node's own zlib is several times as fast as pako, and is used where it proves to give the same bytes; other builds of it do not (Node 16's, a distribution's). */
export const chooseDeflate = async (): Promise<DeflateBlock> =>
  (await probeDigest(deflateNatively)) === PROBE_DIGEST ? deflateNatively : deflatePortably;
