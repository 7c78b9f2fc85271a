import type { ByteSource } from "../bytes/source.ts";
import { BLOCK, FIELDS } from "./format.ts";

/** Whether a tarball begins with a file that container images hold, or with its own root: what it is tells the list of its entries. */
export const mayBeImage = (source: ByteSource): boolean => {
  const block = Buffer.alloc(BLOCK);
  if (source.read(block, 0) < BLOCK) return false;
  const { offset, length } = FIELDS.name;
  const [name = ""] = block.toString("latin1", offset, offset + length).split("\0");
  return OF_IMAGES.test(name.replace(/^(\.\/)+/, ""));
};

/** Of an OCI image layout, and of what `docker save` writes; the root itself may stand before them. */
const OF_IMAGES = /^($|blobs\/|oci-layout$|index\.json$|manifest\.json$|repositories$|[0-9a-f]{64}(\/|\.|$))/;
