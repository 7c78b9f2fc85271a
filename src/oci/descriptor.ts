import { sha256Of } from "../bytes/sha256.ts";
import { canonicalJson, type JsonObject } from "./canonical-json.ts";

/** What the OCI image specification calls a content descriptor. */
export interface Descriptor {
  readonly mediaType: string;
  /** `sha256:` and the digest in hexadecimal. */
  readonly digest: string;
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Annotations;
  readonly platform?: Platform;
}

export type Annotations = Readonly<Record<string, string>>;

/** As Go names them: `arm`, `mipsle`, `amd64`. */
export interface Platform {
  readonly architecture: string;
  readonly os: string;
  readonly variant?: string;
}

/** A JSON blob and what points to it. */
export interface Document {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

export const document = (mediaType: string, value: JsonObject): Document => {
  const bytes = canonicalJson(value);
  return { descriptor: { mediaType, digest: `sha256:${sha256Of(bytes)}`, size: bytes.length }, bytes };
};

/** A descriptor as JSON. */
export const descriptorJson = ({ mediaType, digest, size, artifactType, annotations, platform }: Descriptor): JsonObject => ({
  mediaType,
  digest,
  size,
  artifactType,
  annotations,
  platform: platform && { ...platform },
});
