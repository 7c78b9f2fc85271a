import { hasErrors, type Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { notAnOverlay, notInLayout } from "../oci/findings.ts";
import { tagOf } from "../oci/layout-index.ts";
import type { LayoutName } from "../oci/layout-name.ts";
import { MEDIA_TYPES } from "../oci/media-types.ts";
import { type Parsed, parseDocument } from "../oci/parse-document.ts";
import { blobPath, type LayoutPlace, readBlob } from "./checked-blob.ts";
import type { LayoutFiles } from "./layout-files.ts";
import { type OpenedOverlay, openOverlay } from "./open-overlay.ts";
import { readIndex } from "./read-index.ts";

/** What a tag or digest of an image layout stands for: one overlay, or an index of several. */
export interface OpenedLayout {
  /** How findings call it. */
  readonly name: string;
  readonly directory: string;
  readonly descriptor: Descriptor;
  readonly overlays: readonly OpenedOverlay[];
}

/** Opens the overlays of an image layout and checks every digest on the way; `name` is how findings call it. `undefined`: something is wrong. */
export const openLayout = (files: LayoutFiles, { directory, tag, digest }: LayoutName, name: string): Staged<OpenedLayout | undefined> => {
  const { found, take } = collectFindings();
  const layout: LayoutPlace = { files, directory, name };
  const index = take(readIndex(files, directory));
  if (index === undefined) return { value: undefined, diagnostics: found };
  const manifests = index.manifests.map((each) => each.descriptor);
  const descriptor = digest === undefined ? manifests.find((each) => tagOf(each) === tag) : digestDescriptor(layout, digest);
  if (descriptor === undefined) {
    const tags = manifests.flatMap((each) => tagOf(each) ?? []);
    return { value: undefined, diagnostics: [...found, notInLayout(name, tag ?? String(digest), tags)] };
  }
  const parsed = take(readManifest(layout, descriptor));
  const overlays = parsed === undefined ? [] : take(openDocument(layout, descriptor, parsed));
  if (parsed === undefined || hasErrors(found)) return { value: undefined, diagnostics: found };
  const mediaType = parsed.kind === "index" ? MEDIA_TYPES.index : MEDIA_TYPES.manifest;
  return { value: { name, directory, descriptor: { ...descriptor, mediaType }, overlays }, diagnostics: found };
};

/** A manifest in the layout need not be in its index. */
const digestDescriptor = (layout: LayoutPlace, digest: string): Descriptor | undefined => {
  const { files, directory } = layout;
  const path = blobPath(directory, digest);
  return files.isFile(path) ? { mediaType: MEDIA_TYPES.manifest, digest, size: files.withFile(path, ({ size }) => size) } : undefined;
};

/** The overlays that a manifest or an index stands for, as far as they can be opened. */
const openDocument = (layout: LayoutPlace, descriptor: Descriptor, parsed: Parsed): Staged<readonly OpenedOverlay[]> => {
  if (parsed.kind === "manifest") return gathered([openOverlay(layout, descriptor, parsed)]);
  if (parsed.manifests.length === 0) return { value: [], diagnostics: [notAnOverlay(layout.name, "is an index of nothing")] };
  return gathered(parsed.manifests.map((each) => openListed(layout, each)));
};

const openListed = (layout: LayoutPlace, descriptor: Descriptor): Staged<OpenedOverlay | undefined> => {
  const { value: parsed, diagnostics } = readManifest(layout, descriptor);
  if (parsed === undefined) return { value: undefined, diagnostics };
  if (parsed.kind === "manifest") return openOverlay(layout, descriptor, parsed);
  return { value: undefined, diagnostics: [notAnOverlay(layout.name, "is an index of indexes")] };
};

const gathered = <T>(all: readonly Staged<T | undefined>[]): Staged<readonly T[]> => ({
  value: all.flatMap(({ value }) => value ?? []),
  diagnostics: all.flatMap(({ diagnostics }) => diagnostics),
});

const readManifest = (layout: LayoutPlace, descriptor: Descriptor): Staged<Parsed | undefined> => {
  const { value: bytes, diagnostics } = readBlob(layout, descriptor, "manifest");
  return bytes === undefined ? { value: undefined, diagnostics } : parseDocument(bytes, layout.name);
};
