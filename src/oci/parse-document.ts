import type { Staged } from "../diagnostics/diagnostic.ts";
import { badOciDocument } from "../diagnostics/oci.ts";
import type { Annotations, Descriptor, Platform } from "./descriptor.ts";

/** A manifest or an index, as far as it is understood here. */
export type Parsed = ParsedManifest | ParsedIndex;

export interface ParsedManifest {
  readonly kind: "manifest";
  readonly artifactType: string | undefined;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly annotations: Annotations;
}

export interface ParsedIndex {
  readonly kind: "index";
  readonly manifests: readonly Descriptor[];
}

/** Reads a manifest or an index; `file` names it. `index.json` of a layout is an index, too. */
export const parseDocument = (bytes: Uint8Array, file: string): Staged<Parsed | undefined> => {
  try {
    const value = objectOf(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)), "the document");
    return { value: value["manifests"] === undefined ? manifestOf(value) : indexOf(value), diagnostics: [] };
  } catch (problem) {
    if (!(problem instanceof SyntaxError || problem instanceof TypeError || problem instanceof Mistake)) throw problem;
    return { value: undefined, diagnostics: [badOciDocument(file, problem.message)] };
  }
};

class Mistake extends Error {}

type Members = Readonly<Record<string, unknown>>;

const manifestOf = (value: Members): ParsedManifest => ({
  kind: "manifest",
  artifactType: value["artifactType"] === undefined ? undefined : textOf(value["artifactType"], "artifactType"),
  config: descriptorOf(value["config"], "config"),
  layers: listOf(value["layers"], "layers").map((layer, index) => descriptorOf(layer, `layers[${index}]`)),
  annotations: annotationsOf(value["annotations"], "annotations"),
});

const indexOf = (value: Members): ParsedIndex => ({
  kind: "index",
  manifests: listOf(value["manifests"], "manifests").map((each, index) => descriptorOf(each, `manifests[${index}]`)),
});

const descriptorOf = (value: unknown, what: string): Descriptor => {
  const { mediaType, digest, size, artifactType, annotations, platform } = objectOf(value, what);
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) throw new Mistake(`the size of ${what} is no size`);
  const text = textOf(digest, `the digest of ${what}`);
  if (!/^sha256:[0-9a-f]{64}$/.test(text)) throw new Mistake(`the digest of ${what} is no sha256: ${text}`);
  return {
    mediaType: textOf(mediaType, `the mediaType of ${what}`),
    digest: text,
    size,
    ...(artifactType === undefined ? {} : { artifactType: textOf(artifactType, `the artifactType of ${what}`) }),
    ...(annotations === undefined ? {} : { annotations: annotationsOf(annotations, `the annotations of ${what}`) }),
    ...(platform === undefined ? {} : { platform: platformOf(platform, `the platform of ${what}`) }),
  };
};

const annotationsOf = (value: unknown, what: string): Annotations =>
  Object.fromEntries(Object.entries(value === undefined ? {} : objectOf(value, what)).map(([key, text]) => [key, textOf(text, what)]));

const platformOf = (value: unknown, what: string): Platform => {
  const { architecture, os } = objectOf(value, what);
  return { architecture: textOf(architecture, what), os: textOf(os, what) };
};

const objectOf = (value: unknown, what: string): Members => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Mistake(`${what} is no JSON object`);
  return value as Members;
};

const listOf = (value: unknown, what: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw new Mistake(`${what} is no list`);
  return value;
};

const textOf = (value: unknown, what: string): string => {
  if (typeof value !== "string") throw new Mistake(`${what} is no text`);
  return value;
};
