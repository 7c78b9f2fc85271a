import type { Staged } from "../diagnostics/diagnostic.ts";
import { type LayoutIndex, NO_INDEX } from "../oci/layout-index.ts";
import { parseLayoutIndex } from "../oci/parse-layout-index.ts";
import type { LayoutFiles } from "./layout-files.ts";

/** What the index of an image layout lists; `undefined`: it is none. */
export const readIndex = (files: LayoutFiles, layout: string): Staged<LayoutIndex | undefined> => {
  const file = indexOf(layout);
  return parseLayoutIndex(files.readFile(file), file);
};

/** What the index of an image layout lists so far, which need not be there; `undefined`: it is none. */
export const readIndexBefore = (files: LayoutFiles, layout: string): Staged<LayoutIndex | undefined> =>
  files.isFile(indexOf(layout)) ? readIndex(files, layout) : { value: NO_INDEX, diagnostics: [] };

const indexOf = (layout: string): string => `${layout}/index.json`;
