import { sortUtf8 } from "../bytes/compare-utf8.ts";
import type { Annotations } from "./descriptor.ts";
import type { OverlayConfig } from "./overlay-config.ts";
import { rfc3339 } from "./rfc3339.ts";

export const TITLE = "org.opencontainers.image.title";
export const REF_NAME = "org.opencontainers.image.ref.name";
const VERSION = "org.opencontainers.image.version";
const CREATED = "org.opencontainers.image.created";
const SOURCES = "vnd.lxc-overlay.source";

/** What a manifest tells of its overlay: containers, format version, the digests of the inputs; a time only from SOURCE_DATE_EPOCH. */
export const overlayAnnotations = ({ containers, formatVersion, inputs, options: { sourceDateEpoch } }: OverlayConfig): Annotations => {
  const digestsOf = (kind: string): string => {
    const digests = inputs.filter((each) => each.kind === kind).map(({ sha256 }) => `sha256:${sha256}`);
    return sortUtf8(digests).join(" ");
  };
  return {
    [TITLE]: containers.join(", "),
    [VERSION]: String(formatVersion),
    [`${SOURCES}.rootfs`]: digestsOf("rootfs"),
    [`${SOURCES}.config`]: digestsOf("config"),
    [`${SOURCES}.descriptions`]: digestsOf("description"),
    ...(typeof sourceDateEpoch === "number" ? { [CREATED]: rfc3339(sourceDateEpoch) } : {}),
  };
};
