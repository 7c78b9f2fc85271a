import type { Descriptor, Document } from "../oci/descriptor.ts";
import { hashing } from "../bytes/hashing.ts";
import { MEDIA_TYPES } from "../oci/media-types.ts";
import type { NewEntry } from "../tar/entry.ts";
import { writeArchive } from "../tar/write-archive.ts";
import type { LayoutOutputs } from "./layout-files.ts";

/** The blobs of an image layout that is being written. */
export interface BlobStore {
  put(document: Document): Promise<void>;
  /** Gives the layer, and the sha256 of the tarball before it was compressed. */
  putArchive(entries: Iterable<NewEntry>): Promise<{ readonly layer: Descriptor; readonly sha256: string }>;
}

export const openBlobStore = (outputs: LayoutOutputs, layout: string): BlobStore => {
  const blobs = `${layout}/blobs/sha256`;
  for (const path of [layout, `${layout}/blobs`, blobs]) outputs.directory(path);
  return {
    put: async ({ bytes }) => void (await outputs.writeBlob(blobs, [bytes], "plain")),
    putArchive: async (entries) => {
      const archive = hashing(writeArchive(entries));
      const { sha256, size } = await outputs.writeBlob(blobs, archive.chunks, "gzip");
      return { layer: { mediaType: MEDIA_TYPES.gzipLayer, digest: `sha256:${sha256}`, size }, sha256: archive.sha256() };
    },
  };
};
