import { hasErrors, type Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { notAnImage, notInLayout, severalImages } from "../oci/findings.ts";
import { tagOf } from "../oci/layout-index.ts";
import { DEFAULT_TAG, type LayoutName } from "../oci/layout-name.ts";
import { MEDIA_TYPES } from "../oci/media-types.ts";
import { type ParsedManifest, parseDocument } from "../oci/parse-document.ts";
import { parseDiffIds } from "../oci/parse-image.ts";
import { isOfPlatform, platformText } from "../oci/platform-name.ts";
import { blobPath, checkedBlob, type LayoutPlace, readBlob } from "./checked-blob.ts";
import type { ImageLayer } from "./image-layers.ts";
import { readIndex } from "./read-index.ts";

export interface ImageChoice extends Pick<LayoutName, "tag" | "digest"> {
  /** `os/arch[/variant]`; absent: there is only one. */
  readonly platform: string | undefined;
}

/** The layers of the image that a tag of a layout, or a digest, and a platform stand for; the digest of every file is checked. */
export const openImage = (layout: LayoutPlace, choice: ImageChoice): Staged<readonly ImageLayer[]> => {
  const { found, take } = collectFindings();
  const image = take(chooseImage(layout, choice));
  const layers = image === undefined ? [] : take(layersOf(layout, image));
  return { value: hasErrors(found) ? [] : layers, diagnostics: found };
};

interface Listed {
  readonly descriptor: Descriptor;
  readonly manifest: ParsedManifest;
}

const chooseImage = (layout: LayoutPlace, choice: ImageChoice): Staged<ParsedManifest | undefined> => {
  const { found, take, report } = collectFindings();
  const index = take(readIndex(layout.files, layout.directory));
  if (index === undefined) return { value: undefined, diagnostics: found };
  const manifests = index.manifests.map(({ descriptor }) => descriptor);
  const named = namedBy(choice, manifests);
  const listed = named.flatMap((each) => take(imagesIn(layout, each)));
  const images = listed.filter(({ manifest }) => IMAGE_CONFIGS.includes(manifest.config.mediaType));
  const [other] = listed;
  if (images.length === 0 && other !== undefined) report(notAnImage(layout.name, other.manifest.config.mediaType));
  if (hasErrors(found)) return { value: undefined, diagnostics: found };
  const { platform } = choice;
  const fitting = platform === undefined ? images : images.filter(({ descriptor }) => isOfPlatform(descriptor.platform, platform));
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return { value: only.manifest, diagnostics: found };
  if (only !== undefined) return { value: undefined, diagnostics: [severalImages(layout.name, fitting.map(nameOf))] };
  if (images.length > 0) return { value: undefined, diagnostics: [notInLayout(layout.name, `image for ${platform}`, images.map(nameOf))] };
  const tags = manifests.flatMap((each) => tagOf(each) ?? []);
  return { value: undefined, diagnostics: [notInLayout(layout.name, choice.tag ?? choice.digest ?? "image", tags)] };
};

const nameOf = ({ descriptor }: Listed): string =>
  descriptor.platform === undefined ? descriptor.digest : platformText(descriptor.platform);

/** What a layout that is named without a tag has, where that is one, need not be called as tags are by default. */
const namedBy = ({ tag, digest }: ImageChoice, manifests: readonly Descriptor[]): readonly Descriptor[] => {
  if (digest !== undefined) return manifests.filter((each) => each.digest === digest);
  const tagged = manifests.filter((each) => tagOf(each) === tag);
  const isDefault = tag === undefined || tag === DEFAULT_TAG;
  return tagged.length === 0 && isDefault ? manifests : tagged;
};

/** The images of a manifest or an index. What BuildKit attests of an image stands beside it, for an unknown platform. */
const imagesIn = (layout: LayoutPlace, descriptor: Descriptor): Staged<readonly Listed[]> => {
  const { found, take } = collectFindings();
  const bytes = take(readBlob(layout, descriptor, "manifest"));
  const parsed = bytes && take(parseDocument(bytes, layout.name));
  if (parsed === undefined) return { value: [], diagnostics: found };
  if (parsed.kind === "manifest") return { value: [{ descriptor, manifest: parsed }], diagnostics: found };
  const images = parsed.manifests.filter(({ platform }) => platform?.os !== "unknown");
  return { value: images.flatMap((each) => take(imagesIn(layout, each))), diagnostics: found };
};

const layersOf = (layout: LayoutPlace, { config, layers }: ParsedManifest): Staged<readonly ImageLayer[]> => {
  const { found, take } = collectFindings();
  const bytes = take(readBlob(layout, config, "config"));
  const diffIds = (bytes && take(parseDiffIds(bytes, layout.name))) ?? [];
  const opened = layers.flatMap((each, index): readonly ImageLayer[] => {
    take(checkedBlob(layout, each, "layer"));
    return [{ path: blobPath(layout.directory, each.digest), diffId: diffIds[index] ?? "" }];
  });
  return { value: opened, diagnostics: found };
};

const IMAGE_CONFIGS: readonly string[] = [MEDIA_TYPES.imageConfig, "application/vnd.docker.container.image.v1+json"];
