import type { ByteSource } from "../bytes/source.ts";
import { BLOCK, FIELDS, paddedSize } from "./format.ts";

/** The root itself, and the headers that only extend it or the entry behind them: a few. */
const MAX_HEADERS = 8;

/** Whether the first entry of a tarball below its root is one that container images hold: what it is tells the list of its entries. */
export const mayBeImage = (source: ByteSource): boolean => {
  const block = Buffer.alloc(BLOCK);
  const field = ({ offset, length }: (typeof FIELDS)["name"]): string =>
    block.toString("latin1", offset, offset + length).split("\0")[0] ?? "";
  let at = 0;
  for (let count = 0; count < MAX_HEADERS; count += 1) {
    if (source.read(block, at) < BLOCK) return false;
    const name = field(FIELDS.name).replace(/^(\.\/)+/, "");
    const isExtension = EXTENSIONS.has(field(FIELDS.type));
    if (name !== "" && !isExtension) return OF_IMAGES.test(name);
    const size = isExtension ? Number.parseInt(field(FIELDS.size), 8) : 0;
    if (!Number.isSafeInteger(size)) return false;
    at += BLOCK + paddedSize(size);
  }
  return false;
};

/** Types of headers that belong to another one: pax(1), and GNU tar's long names. */
const EXTENSIONS: ReadonlySet<string> = new Set(["x", "g", "L", "K"]);

/** Of an OCI image layout, and of what `docker save` writes. */
const OF_IMAGES = /^(blobs\/|oci-layout$|index\.json$|manifest\.json$|repositories$|[0-9a-f]{64}(\/|\.|$))/;
