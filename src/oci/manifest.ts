import { type Annotations, type Descriptor, descriptorJson, document, type Document } from "./descriptor.ts";
import { MEDIA_TYPES } from "./media-types.ts";

export interface ManifestParts {
  /** Absent for an image. */
  readonly artifactType?: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly annotations: Annotations;
  /** The manifest that this one tells something about. */
  readonly subject?: Descriptor;
}

/** An image manifest, as images and artifacts have it. */
export const manifest = ({ artifactType, config, layers, annotations, subject }: ManifestParts): Document => {
  const { descriptor, bytes } = document(MEDIA_TYPES.manifest, {
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.manifest,
    artifactType,
    config: descriptorJson(config),
    layers: layers.map(descriptorJson),
    annotations,
    subject: subject && descriptorJson(subject),
  });
  return { descriptor: { ...descriptor, ...(artifactType === undefined ? {} : { artifactType }) }, bytes };
};

/** An image index. */
export const imageIndex = (manifests: readonly Descriptor[]): Document =>
  document(MEDIA_TYPES.index, { schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: manifests.map(descriptorJson) });
