import { overlayAnnotations, TITLE } from "./annotations.ts";
import type { Artifact } from "./artifact.ts";
import { canonicalJson } from "./canonical-json.ts";
import { type Descriptor, document } from "./descriptor.ts";
import { manifest } from "./manifest.ts";
import { MEDIA_TYPES } from "./media-types.ts";
import { configJson, type OverlayConfig } from "./overlay-config.ts";
import { rfc3339 } from "./rfc3339.ts";

/** The label of an image that holds the config its overlay would have as an artifact. */
export const CONFIG_LABEL = "vnd.lxc-overlay.config";

export interface ImageLayers {
  /** As Go names it: `arm`, `mipsle`, `amd64`. */
  readonly architecture: string;
  /** Host rootfs and overlay, already written, and their sha256 before compression. */
  readonly layers: readonly { readonly layer: Descriptor; readonly sha256: string }[];
  /** File name of the overlay's layer. */
  readonly title: string;
}

/** The image of a host rootfs and an overlay over it, for container engines. */
export const overlayImage = (overlay: OverlayConfig, { architecture, layers, title }: ImageLayers): Artifact => {
  const { sourceDateEpoch } = overlay.options;
  const platform = { architecture, os: "linux" };
  const created = typeof sourceDateEpoch === "number" ? rfc3339(sourceDateEpoch) : undefined;
  const config = document(MEDIA_TYPES.imageConfig, {
    ...platform,
    created,
    config: { Labels: { [CONFIG_LABEL]: Buffer.from(canonicalJson(configJson(overlay))).toString() } },
    rootfs: { type: "layers", diff_ids: layers.map(({ sha256 }) => `sha256:${sha256}`) },
    history: ["host rootfs", `overlay of ${overlay.containers.join(", ")}`].map((text) => ({ created, created_by: text })),
  });
  const made = manifest({
    config: config.descriptor,
    layers: layers.map(({ layer }, index) => (index === layers.length - 1 ? { ...layer, annotations: { [TITLE]: title } } : layer)),
    annotations: overlayAnnotations(overlay),
  });
  const annotations = { [TITLE]: overlay.containers.join(", ") };
  return { overlay, config, manifest: made, descriptor: { ...made.descriptor, annotations, platform } };
};
