/** Media types of the OCI image specification 1.1, and what others and we carry by them. */
export const MEDIA_TYPES = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  index: "application/vnd.oci.image.index.v1+json",
  imageConfig: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar",
  gzipLayer: "application/vnd.oci.image.layer.v1.tar+gzip",
  empty: "application/vnd.oci.empty.v1+json",
  spdx: "application/spdx+json",
  inToto: "application/vnd.in-toto+json",
  overlay: "application/vnd.lxc-overlay.overlay.v1",
  overlayConfig: "application/vnd.lxc-overlay.config.v1+json",
} as const;
