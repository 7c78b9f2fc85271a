import type { Staged } from "../diagnostics/diagnostic.ts";
import type { Annotations, Descriptor, Platform } from "./descriptor.ts";
import { listOf, matchOf, type Members, membersOf, objectOf, readJson, sizeOf, textOf } from "./read-json.ts";

/** A manifest or an index, as far as it is understood here. */
export type Parsed = ParsedManifest | ParsedIndex;

export interface ParsedManifest {
  readonly kind: "manifest";
  readonly artifactType: string | undefined;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

export interface ParsedIndex {
  readonly kind: "index";
  readonly manifests: readonly Descriptor[];
}

/** Reads a manifest or an index; `file` names it. */
export const parseDocument = (bytes: Uint8Array, file: string): Staged<Parsed | undefined> =>
  readJson(bytes, file, (value): Parsed => (value["manifests"] === undefined ? manifestOf(value) : indexOf(value)));

const manifestOf = (value: Members): ParsedManifest => ({
  kind: "manifest",
  artifactType: value["artifactType"] === undefined ? undefined : textOf(value["artifactType"], "artifactType"),
  config: descriptorOf(value["config"], "config"),
  layers: listOf(value["layers"], "layers", descriptorOf),
});

const indexOf = (value: Members): ParsedIndex => ({ kind: "index", manifests: listOf(value["manifests"], "manifests", descriptorOf) });

/** Reads a descriptor, as far as it is understood here. Throws what `readJson` makes a finding of. */
export const descriptorOf = (value: unknown, what: string): Descriptor => {
  const { mediaType, digest, size, artifactType, annotations, platform } = objectOf(value, what);
  return {
    mediaType: textOf(mediaType, `${what}.mediaType`),
    digest: matchOf(digest, `${what}.digest`, /^sha256:[0-9a-f]{64}$/, "sha256"),
    size: sizeOf(size, `${what}.size`),
    ...(artifactType === undefined ? {} : { artifactType: textOf(artifactType, `${what}.artifactType`) }),
    ...(annotations === undefined ? {} : { annotations: annotationsOf(annotations, `${what}.annotations`) }),
    ...(platform === undefined ? {} : { platform: platformOf(platform, `${what}.platform`) }),
  };
};

const annotationsOf = (value: unknown, what: string): Annotations => membersOf(value, what, textOf);

const platformOf = (value: unknown, what: string): Platform => {
  const { architecture, os, variant } = objectOf(value, what);
  return {
    architecture: textOf(architecture, `${what}.architecture`),
    os: textOf(os, `${what}.os`),
    ...(variant === undefined ? {} : { variant: textOf(variant, `${what}.variant`) }),
  };
};
