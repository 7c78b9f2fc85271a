import { compareUtf8 } from "../bytes/compare-utf8.ts";
import { REF_NAME } from "./annotations.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Descriptor } from "./descriptor.ts";
import { indexJson } from "./manifest.ts";

/** Names the tag that an entry without one came with: it goes when the tag moves. */
const CAME_WITH = "vnd.lxc-overlay.came-with";

/** The file `oci-layout`. */
export const OCI_LAYOUT: Uint8Array = canonicalJson({ imageLayoutVersion: "1.0.0" });

export const tagOf = ({ annotations }: Descriptor): string | undefined => annotations?.[REF_NAME];

export interface TaggedManifests {
  readonly tag: string;
  readonly tagged: Descriptor;
  /** Manifests that belong to it: an index' own, and what refers to them. */
  readonly others: readonly Descriptor[];
}

/** `index.json` with a tag added or moved; other tags stay. Entries are in the order of their tags. */
export const withTag = (manifests: readonly Descriptor[], { tag, tagged, others }: TaggedManifests): Uint8Array => {
  const kept = manifests.filter((each) => tagOf(each) !== tag && each.annotations?.[CAME_WITH] !== tag);
  const entries = [...kept, annotated(tagged, REF_NAME, tag), ...others.map((each) => annotated(each, CAME_WITH, tag))];
  return canonicalJson(indexJson(entries.sort((a, b) => compareUtf8(keyOf(a), keyOf(b)))));
};

const annotated = (descriptor: Descriptor, key: string, value: string): Descriptor => ({
  ...descriptor,
  annotations: { ...descriptor.annotations, [key]: value },
});

/** What came with a tag stands after it. */
const keyOf = (each: Descriptor): string => {
  const tag = tagOf(each);
  return tag === undefined ? `${each.annotations?.[CAME_WITH] ?? ""}\n${each.digest}` : `${tag}\n`;
};
