import { compareUtf8 } from "../tar/order.ts";
import { REF_NAME } from "./annotations.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Descriptor } from "./descriptor.ts";
import { indexJson } from "./manifest.ts";

/** The file `oci-layout`. */
export const OCI_LAYOUT: Uint8Array = canonicalJson({ imageLayoutVersion: "1.0.0" });

/** `index.json` with a tag added or moved; other tags stay. Entries are in the order of their tags. */
export const withTag = (manifests: readonly Descriptor[], tag: string, added: readonly Descriptor[]): Uint8Array => {
  const others = manifests.filter((each) => tagOf(each) !== tag);
  const entries = [...others, ...added.map((each) => ({ ...each, annotations: { ...each.annotations, [REF_NAME]: tag } }))];
  return canonicalJson(indexJson(entries.toSorted((a, b) => compareUtf8(keyOf(a), keyOf(b)))));
};

const tagOf = ({ annotations }: Descriptor): string | undefined => annotations?.[REF_NAME];

const keyOf = (each: Descriptor): string => `${tagOf(each) ?? ""}\n${each.digest}`;
