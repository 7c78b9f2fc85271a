import { slice } from "./slice.ts";

const SLOT = 16;
const BLOCK = 16;
const PAGE = 4096;
/** Of the file's header, which takes the place of slots. */
const HEADER = 32;

export const isNdb = (file: Buffer): boolean => file.toString("latin1", 0, 4) === "RpmP";

/** The values of a database of rpm's own making (its lib/backend/ndb/rpmpkg.c). Throws a RangeError where it is damaged. */
export function* ndbValues(file: Buffer): Generator<Buffer> {
  const pages = file.readUInt32LE(12);
  for (let slot = HEADER; slot < pages * PAGE; slot += SLOT) {
    const block = file.readUInt32LE(slot + 8);
    if (block === 0) continue;
    const blob = block * BLOCK;
    if (file.toString("latin1", blob, blob + 4) !== "BlbS") throw new RangeError("a slot without a blob");
    const length = file.readUInt32LE(blob + 12);
    yield slice(file, blob + BLOCK, length);
  }
}
