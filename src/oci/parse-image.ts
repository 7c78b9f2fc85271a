import type { Staged } from "../diagnostics/diagnostic.ts";
import { listOf, matchOf, objectOf, readJson, textOf } from "./read-json.ts";

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Reads the digests of an image's layers before compression, the lowest first, from its config; `file` names it. */
export const parseDiffIds = (bytes: Uint8Array, file: string): Staged<readonly string[] | undefined> =>
  readJson(bytes, file, ({ rootfs }) =>
    listOf(objectOf(rootfs, "rootfs")["diff_ids"], "rootfs.diff_ids", (each, what) => matchOf(each, what, DIGEST, "sha256")),
  );

/** An image in what `docker save` writes: paths of its files. */
export interface SavedImage {
  readonly config: string;
  readonly layers: readonly string[];
}

/** Reads the file manifest.json of what `docker save` writes. */
export const parseSavedImages = (bytes: Uint8Array, file: string): Staged<readonly SavedImage[] | undefined> =>
  readJson(Buffer.concat([Buffer.from('{"images":'), bytes, Buffer.from("}")]), file, ({ images }) =>
    listOf(images, "manifest.json", (each, what) => {
      const { Config, Layers } = objectOf(each, what);
      return { config: textOf(Config, `${what}.Config`), layers: listOf(Layers, `${what}.Layers`, textOf) };
    }),
  );
