import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { damagedBlob, notAnOverlay, notInLayout } from "../oci/findings.ts";
import { TITLE } from "../oci/annotations.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { tagOf } from "../oci/layout-index.ts";
import type { LayoutName } from "../oci/layout-name.ts";
import { MEDIA_TYPES } from "../oci/media-types.ts";
import type { OverlayConfig } from "../oci/overlay-config.ts";
import { parseConfig, parseImageConfig } from "../oci/parse-config.ts";
import { type Parsed, type ParsedManifest, parseDocument } from "../oci/parse-document.ts";
import { sha256Of } from "../bytes/sha256.ts";
import { readIndex } from "./read-index.ts";
import type { Session } from "./session.ts";

/** What a tag or digest of an image layout stands for: one overlay, or an index of several. */
export interface OpenedLayout {
  readonly descriptor: Descriptor;
  readonly overlays: readonly OpenedOverlay[];
}

export interface OpenedOverlay {
  readonly descriptor: Descriptor;
  readonly config: OverlayConfig;
  /** Path of the blob of the overlay's layer. */
  readonly layer: string;
  /** As the manifest gives it. */
  readonly title: string;
  /** Whether it is the upper part of an image (`--base`). */
  readonly isImage: boolean;
}

/**
 * Opens the overlays of an image layout and checks every digest on the way. `undefined`: something is wrong, which is kept for the
 * session's end; `name` is how the layout is called there. Throws a HostError.
 */
export const openLayout = (session: Session, { directory, tag, digest }: LayoutName, name: string): OpenedLayout | undefined => {
  const manifests = readIndex(session, directory);
  if (manifests === undefined) return undefined;
  const layout: Layout = { session, directory, name };
  const descriptor = digest === undefined ? manifests.find((each) => tagOf(each) === tag) : digestDescriptor(layout, digest);
  if (descriptor === undefined) {
    const tags = manifests.flatMap((each) => tagOf(each) ?? []);
    return refuse(layout, notInLayout(name, tag ?? digest ?? "", tags));
  }
  const parsed = readDocument(layout, descriptor, "manifest");
  if (parsed === undefined) return undefined;
  const listed = parsed.kind === "index" ? openListed(layout, parsed.manifests) : [openOverlay(layout, descriptor, parsed)];
  const overlays = listed.filter((each) => each !== undefined);
  if (overlays.length < listed.length) return undefined;
  const mediaType = parsed.kind === "index" ? MEDIA_TYPES.index : MEDIA_TYPES.manifest;
  if (overlays.length === 0) return refuse(layout, notAnOverlay(name, "is an index of nothing"));
  return { descriptor: { ...descriptor, mediaType }, overlays };
};

interface Layout {
  readonly session: Session;
  readonly directory: string;
  readonly name: string;
}

const refuse = ({ session }: Layout, problem: Diagnostic): undefined => void session.found([problem]);

const pathOf = ({ directory }: Layout, digest: string): string => `${directory}/blobs/${digest.replace(":", "/")}`;

/** A manifest in the layout need not be in its index. */
const digestDescriptor = (layout: Layout, digest: string): Descriptor | undefined => {
  const path = pathOf(layout, digest);
  const { host } = layout.session;
  return host.isFile(path) ? { mediaType: MEDIA_TYPES.manifest, digest, size: host.openFile(path).size } : undefined;
};

const openListed = (layout: Layout, manifests: readonly Descriptor[]): readonly (OpenedOverlay | undefined)[] =>
  manifests.map((each) => {
    const parsed = readDocument(layout, each, "manifest");
    if (parsed?.kind === "index") return refuse(layout, notAnOverlay(layout.name, "is an index of indexes"));
    return parsed && openOverlay(layout, each, parsed);
  });

const openOverlay = (layout: Layout, descriptor: Descriptor, manifest: ParsedManifest): OpenedOverlay | undefined => {
  const { artifactType, config, layers } = manifest;
  const isArtifact = artifactType === MEDIA_TYPES.overlay && config.mediaType === MEDIA_TYPES.overlayConfig && layers.length === 1;
  const isImage = artifactType === undefined && config.mediaType === MEDIA_TYPES.imageConfig && layers.length === 2;
  const layer = layers.at(-1);
  if (layer === undefined || !(isArtifact || isImage)) {
    const reason = `${descriptor.digest} is not the manifest of an overlay (artifact type ${artifactType ?? "none"})`;
    return refuse(layout, notAnOverlay(layout.name, reason));
  }
  const bytes = readBlob(layout, config, "config");
  const parsed = bytes && (isImage ? parseImageConfig : parseConfig)(bytes, layout.name);
  layout.session.found(parsed?.diagnostics ?? []);
  const paths = layers.map((each) => checkedBlob(layout, each, "layer"));
  const path = paths.at(-1);
  if (parsed?.value === undefined || path === undefined || paths.includes(undefined)) return undefined;
  const described = artifactType === undefined ? descriptor : { ...descriptor, artifactType };
  return { descriptor: described, config: parsed.value, layer: path, title: layer.annotations?.[TITLE] ?? "", isImage };
};

const readDocument = (layout: Layout, descriptor: Descriptor, what: string): Parsed | undefined => {
  const bytes = readBlob(layout, descriptor, what);
  const parsed = bytes && parseDocument(bytes, layout.name);
  layout.session.found(parsed?.diagnostics ?? []);
  return parsed?.value;
};

const readBlob = (layout: Layout, descriptor: Descriptor, what: string): Uint8Array | undefined => {
  const path = checkedBlob(layout, descriptor, what);
  return path === undefined ? undefined : layout.session.host.readFile(path);
};

/** The path of a blob whose size and digest are right. */
const checkedBlob = (layout: Layout, { digest, size }: Descriptor, what: string): string | undefined => {
  const { session, name } = layout;
  const path = pathOf(layout, digest);
  const damaged = (reason: string): undefined => refuse(layout, damagedBlob(name, what, reason));
  if (!session.host.isFile(path)) return damaged(`${digest} is missing`);
  const blob = session.host.openFile(path);
  if (blob.size !== size) return damaged(`${digest} has ${blob.size} bytes, not ${size}`);
  const found = sha256Of(blob);
  return digest === `sha256:${found}` ? path : damaged(`${digest} has the digest sha256:${found}`);
};
