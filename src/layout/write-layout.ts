import { hostEntries } from "../apply/host-entries.ts";
import { architectureOf } from "../oci/architecture.ts";
import { type Artifact, overlayArtifact } from "../oci/artifact.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { overlayImage } from "../oci/image.ts";
import { type LayoutIndex, OCI_LAYOUT, withTag } from "../oci/layout-index.ts";
import { imageIndex } from "../oci/manifest.ts";
import { overlayConfig } from "../oci/overlay-config.ts";
import { selfContained } from "../oci/self-contained.ts";
import type { BuildRecord } from "../report/build-record.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import type { EvidenceMaker } from "../sbom/evidence.ts";
import type { NewEntry } from "../tar/entry.ts";
import { type BlobStore, openBlobStore } from "./blob-store.ts";
import { blobPath } from "./checked-blob.ts";
import type { LayoutOutputs } from "./layout-files.ts";
import type { OpenedLayout } from "./open-layout.ts";
import type { OpenedOverlay } from "./open-overlay.ts";

export interface LayoutToWrite {
  /** How findings call it. */
  readonly name: string;
  readonly directory: string;
  readonly tag: string;
  readonly overlays: readonly OverlayToWrite[];
  readonly record: BuildRecord;
  /** Makes images of this rootfs and the overlays, instead of artifacts. */
  readonly base: HostRootfs | undefined;
  /** What to tell of each artifact beside it. */
  readonly evidence: EvidenceMaker;
  /** An index over them is tagged, not the one there is. */
  readonly split: boolean;
  /** The layout's index so far. */
  readonly before: LayoutIndex;
}

export interface OverlayToWrite {
  /** Whose overlay alone it is (`--split`). */
  readonly container: string | undefined;
  readonly entries: readonly NewEntry[];
  /** File name of the layer. */
  readonly path: string;
}

/**
 * Writes overlays into an image layout, `index.json` last: one as an artifact or image under the tag, those of `--split` under an index.
 * Gives what opening the tag would give, without reading it again.
 */
export const writeLayout = async (outputs: LayoutOutputs, layout: LayoutToWrite): Promise<OpenedLayout> => {
  const { name, directory, tag, overlays, record, base, evidence, split, before } = layout;
  const store = openBlobStore(outputs, directory);
  const write = base === undefined ? artifactWriter(store, record) : await imageWriter(store, record, base);
  const opened: OpenedOverlay[] = [];
  const referrers: Descriptor[] = [];
  for (const overlay of overlays) {
    const { artifact, layer } = await write(overlay);
    for (const each of [artifact.config, artifact.manifest]) await store.put(each);
    const { descriptor, overlay: config } = artifact;
    opened.push({ descriptor, config, name, layer: blobPath(directory, layer.digest), title: overlay.path, isImage: base !== undefined });
    for (const { blobs, manifest } of evidence(artifact, overlay.entries)) {
      for (const each of [...blobs, manifest]) await store.put(each);
      referrers.push(manifest.descriptor);
    }
  }
  const manifests = opened.map(({ descriptor }) => descriptor);
  const [first] = manifests;
  const tagged = split || first === undefined ? await writeIndex(store, manifests) : first;
  const listed = split ? manifests : [];
  await outputs.write(`${directory}/oci-layout`, [OCI_LAYOUT]);
  await outputs.write(`${directory}/index.json`, [withTag(before, { tag, tagged, others: [...listed, ...referrers] })]);
  return { name, directory, descriptor: tagged, overlays: opened };
};

/** Writes the layers of an overlay, the overlay's own last, and makes its config and manifest. */
type ArtifactWriter = (overlay: OverlayToWrite) => Promise<{ readonly artifact: Artifact; readonly layer: Descriptor }>;

const artifactWriter =
  (store: BlobStore, record: BuildRecord): ArtifactWriter =>
  async ({ entries, container, path: title }) => {
    const { layer, sha256 } = await store.putArchive(entries);
    return { artifact: overlayArtifact(overlayConfig(record, sha256, container), layer, title), layer };
  };

const imageWriter = async (store: BlobStore, record: BuildRecord, base: HostRootfs): Promise<ArtifactWriter> => {
  const host = await store.putArchive(hostEntries(base));
  const architecture = architectureOf(base);
  return async ({ entries, container, path: title }) => {
    const overlay = await store.putArchive(selfContained(entries, base));
    const artifact = overlayImage(overlayConfig(record, overlay.sha256, container), { architecture, layers: [host, overlay], title });
    return { artifact, layer: overlay.layer };
  };
};

const writeIndex = async (store: BlobStore, manifests: readonly Descriptor[]): Promise<Descriptor> => {
  const index = imageIndex(manifests);
  await store.put(index);
  return index.descriptor;
};
