import { hasErrors, type Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { TITLE } from "../oci/annotations.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { notAnOverlay } from "../oci/findings.ts";
import { MEDIA_TYPES } from "../oci/media-types.ts";
import type { OverlayConfig } from "../oci/overlay-config.ts";
import { parseConfig, parseImageConfig } from "../oci/parse-config.ts";
import type { ParsedManifest } from "../oci/parse-document.ts";
import { checkedBlob, type LayoutPlace, readBlob } from "./checked-blob.ts";

/** An overlay in an image layout, as its manifest and config tell of it. */
export interface OpenedOverlay {
  readonly descriptor: Descriptor;
  readonly config: OverlayConfig;
  /** How findings call the layout. */
  readonly name: string;
  /** Path of the blob of the overlay's layer. */
  readonly layer: string;
  /** As the manifest gives it. */
  readonly title: string;
  /** Whether it is the upper part of an image (`--base`). */
  readonly isImage: boolean;
}

/** Opens the overlay that a manifest tells of, and checks its blobs. `undefined`: something is wrong. */
export const openOverlay = (
  layout: LayoutPlace,
  descriptor: Descriptor,
  { artifactType, config, layers }: ParsedManifest,
): Staged<OpenedOverlay | undefined> => {
  const isArtifact = artifactType === MEDIA_TYPES.overlay && config.mediaType === MEDIA_TYPES.overlayConfig && layers.length === 1;
  const isImage = artifactType === undefined && config.mediaType === MEDIA_TYPES.imageConfig && layers.length === 2;
  const layer = layers.at(-1);
  if (layer === undefined || !(isArtifact || isImage)) {
    const reason = `${descriptor.digest} is not the manifest of an overlay (artifact type ${artifactType ?? "none"})`;
    return { value: undefined, diagnostics: [notAnOverlay(layout.name, reason)] };
  }
  const { found, take } = collectFindings();
  const bytes = take(readBlob(layout, config, "config"));
  const parsed = bytes && take((isImage ? parseImageConfig : parseConfig)(bytes, layout.name));
  const path = layers.map((each) => take(checkedBlob(layout, each, "layer"))).at(-1);
  if (parsed === undefined || path === undefined || hasErrors(found)) return { value: undefined, diagnostics: found };
  const value = {
    descriptor: artifactType === undefined ? descriptor : { ...descriptor, artifactType },
    config: parsed,
    name: layout.name,
    layer: path,
    title: layer.annotations?.[TITLE] ?? "",
    isImage,
  };
  return { value, diagnostics: found };
};
