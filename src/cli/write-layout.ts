import type { Outputs } from "../io/host.ts";
import { overlayArtifact } from "../oci/artifact.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { OCI_LAYOUT, withTag } from "../oci/layout-index.ts";
import { imageIndex } from "../oci/manifest.ts";
import { overlayConfig } from "../oci/overlay-config.ts";
import type { BuildRecord } from "../report/build-record.ts";
import { type BlobStore, openBlobStore } from "./blob-store.ts";
import type { LayoutPlace, NamedOverlay } from "./name-overlays.ts";
import type { WrittenFile } from "./write-outputs.ts";

export interface LayoutToWrite {
  readonly place: LayoutPlace;
  readonly overlays: readonly NamedOverlay[];
  readonly record: BuildRecord;
  /** An index over them is tagged, not the one there is. */
  readonly split: boolean;
  /** What the layout's index holds so far. */
  readonly before: readonly Descriptor[];
}

/**
 * Writes overlays into an image layout, `index.json` last: one as an artifact under the tag, those of `--split` as artifacts under an
 * index. Gives the digest of what is tagged, then those of the artifacts in the index.
 */
export const writeLayout = async (outputs: Outputs, { place, overlays, record, split, before }: LayoutToWrite): Promise<readonly WrittenFile[]> => {
  const { directory, tag, path } = place;
  const store = openBlobStore(outputs, directory);
  const artifacts: Descriptor[] = [];
  for (const overlay of overlays) artifacts.push(await writeArtifact(store, overlay, record));
  const [first] = artifacts;
  const tagged = split || first === undefined ? await writeIndex(store, artifacts) : first;
  const others = split ? artifacts : [];
  await outputs.write(`${directory}/oci-layout`, [OCI_LAYOUT]);
  await outputs.write(`${directory}/index.json`, [withTag(before, { tag, tagged, others })]);
  return [written(tagged, path), ...others.map((each) => written(each, `oci:${directory}@${each.digest}`))];
};

const writeArtifact = async (store: BlobStore, { entries, container, path: title }: NamedOverlay, record: BuildRecord): Promise<Descriptor> => {
  const { layer, sha256 } = await store.putArchive(entries);
  const { config, manifest, descriptor } = overlayArtifact(overlayConfig(record, sha256, container), layer, title);
  await store.put(config);
  await store.put(manifest);
  return descriptor;
};

const writeIndex = async (store: BlobStore, manifests: readonly Descriptor[]): Promise<Descriptor> => {
  const index = imageIndex(manifests);
  await store.put(index);
  return index.descriptor;
};

const written = ({ digest }: Descriptor, path: string): WrittenFile => ({ path, sha256: digest.replace("sha256:", "") });
