import type { Staged } from "../diagnostics/diagnostic.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { badOciDocument } from "../oci/findings.ts";
import { parseDocument } from "../oci/parse-document.ts";
import type { LayoutFiles } from "./layout-files.ts";

/** Whether an image layout is there. */
export const isLayout = (files: LayoutFiles, layout: string): boolean => files.isFile(indexOf(layout));

/** What the index of an image layout lists; `undefined`: it is none. */
export const readIndex = (files: LayoutFiles, layout: string): Staged<readonly Descriptor[] | undefined> => {
  const file = indexOf(layout);
  const { value, diagnostics } = parseDocument(files.readFile(file), file);
  if (value?.kind !== "manifest") return { value: value?.manifests, diagnostics };
  return { value: undefined, diagnostics: [badOciDocument(file, "is a manifest, not an index")] };
};

const indexOf = (layout: string): string => `${layout}/index.json`;
