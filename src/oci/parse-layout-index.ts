import type { Staged } from "../diagnostics/diagnostic.ts";
import { Verbatim } from "./canonical-json.ts";
import type { LayoutIndex } from "./layout-index.ts";
import { descriptorOf } from "./parse-document.ts";
import { listOf, readJson } from "./read-json.ts";

/** Reads `index.json` of an image layout, and keeps what is not understood here; `file` names it. */
export const parseLayoutIndex = (bytes: Uint8Array, file: string): Staged<LayoutIndex | undefined> =>
  readJson(bytes, file, ({ manifests, ...more }) => ({
    manifests: listOf(manifests, "manifests", (each, what) => ({ descriptor: descriptorOf(each, what), json: new Verbatim(each) })),
    more: Object.fromEntries(Object.entries(more).map(([key, value]) => [key, new Verbatim(value)])),
  }));
