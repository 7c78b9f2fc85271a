import { compareUtf8 } from "../bytes/compare-utf8.ts";
import { REF_NAME } from "./annotations.ts";
import { canonicalJson, type JsonObject, Verbatim } from "./canonical-json.ts";
import { type Descriptor, descriptorJson } from "./descriptor.ts";
import { MEDIA_TYPES } from "./media-types.ts";

/** Names the tag that an entry without one came with: it goes when the tag moves. */
const CAME_WITH = "vnd.lxc-overlay.came-with";

/** The file `oci-layout`. */
export const OCI_LAYOUT: Uint8Array = canonicalJson({ imageLayoutVersion: "1.0.0" });

/** What `index.json` of an image layout holds, also by other tools. */
export interface LayoutIndex {
  readonly manifests: readonly ListedManifest[];
  /** Its other members, such as annotations, as they stood. */
  readonly more: JsonObject;
}

export interface ListedManifest {
  readonly descriptor: Descriptor;
  /** The descriptor as it stood, also what is not understood of it. */
  readonly json: Verbatim | JsonObject;
}

/** Of a layout that is not there yet. */
export const NO_INDEX: LayoutIndex = { manifests: [], more: {} };

export const tagOf = ({ annotations }: Descriptor): string | undefined => annotations?.[REF_NAME];

export interface TaggedManifests {
  readonly tag: string;
  readonly tagged: Descriptor;
  /** Manifests that belong to it: an index' own, and what refers to them. */
  readonly others: readonly Descriptor[];
}

/** `index.json` with a tag added or moved; all else stays as it stood. Entries are in the order of their tags. */
export const withTag = ({ manifests, more }: LayoutIndex, { tag, tagged, others }: TaggedManifests): Uint8Array => {
  const kept = manifests.filter(({ descriptor }) => tagOf(descriptor) !== tag && descriptor.annotations?.[CAME_WITH] !== tag);
  const entries = [...kept, annotated(tagged, REF_NAME, tag), ...others.map((each) => annotated(each, CAME_WITH, tag))];
  return canonicalJson({
    ...more,
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.index,
    manifests: entries.sort((a, b) => compareUtf8(keyOf(a.descriptor), keyOf(b.descriptor))).map(({ json }) => json),
  });
};

const annotated = (plain: Descriptor, key: string, value: string): ListedManifest => {
  const descriptor = { ...plain, annotations: { ...plain.annotations, [key]: value } };
  return { descriptor, json: descriptorJson(descriptor) };
};

/** What came with a tag stands after it. */
const keyOf = (each: Descriptor): string => {
  const tag = tagOf(each);
  return tag === undefined ? `${each.annotations?.[CAME_WITH] ?? ""}\n${each.digest}` : `${tag}\n`;
};
