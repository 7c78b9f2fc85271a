import { overlayAnnotations, TITLE } from "./annotations.ts";
import { type Descriptor, document, type Document } from "./descriptor.ts";
import { manifest as makeManifest } from "./manifest.ts";
import { MEDIA_TYPES } from "./media-types.ts";
import { configJson, type OverlayConfig } from "./overlay-config.ts";
import { platformOf } from "./platform.ts";

export interface Artifact {
  /** What the config says. */
  readonly overlay: OverlayConfig;
  readonly config: Document;
  readonly manifest: Document;
  /** Of the manifest, as an index lists it. */
  readonly descriptor: Descriptor;
}

/** The artifact of an overlay whose layer is already written; `title` is the layer's file name. */
export const overlayArtifact = (overlay: OverlayConfig, layer: Descriptor, title: string): Artifact => {
  const config = document(MEDIA_TYPES.overlayConfig, configJson(overlay));
  const made = makeManifest({
    artifactType: MEDIA_TYPES.overlay,
    config: config.descriptor,
    layers: [{ ...layer, annotations: { [TITLE]: title } }],
    annotations: overlayAnnotations(overlay),
  });
  return { overlay, config, manifest: made, descriptor: listedDescriptor(made.descriptor, overlay) };
};

/** The descriptor of an overlay's manifest as an index lists it: with the containers, and the platform that the tags speak of. */
export const listedDescriptor = (manifest: Descriptor, { containers, tags }: OverlayConfig): Descriptor => {
  const { mediaType, digest, size, artifactType, platform = platformOf(tags) } = manifest;
  return {
    mediaType,
    digest,
    size,
    ...(artifactType === undefined ? {} : { artifactType }),
    annotations: { [TITLE]: containers.join(", ") },
    ...(platform === undefined ? {} : { platform }),
  };
};
