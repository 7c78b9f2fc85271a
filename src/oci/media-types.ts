/** Media types of the OCI image specification 1.1, and ours. */
export const MEDIA_TYPES = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  index: "application/vnd.oci.image.index.v1+json",
  imageConfig: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar",
  gzipLayer: "application/vnd.oci.image.layer.v1.tar+gzip",
  overlay: "application/vnd.lxc-overlay.overlay.v1",
  overlayConfig: "application/vnd.lxc-overlay.config.v1+json",
} as const;
