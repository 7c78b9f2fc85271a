import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isMechanical } from "../diagnostics/fix.ts";
import type { Replacement } from "../diagnostics/replacement.ts";
import { type Description, type Documents, type IsTag, openDocuments, editsOf, wantedBy } from "./apply-fixes.ts";

/** Tells what the fix of a finding, made alone, replaces in descriptions; nothing where it has none that can be made. */
export const replacer = (descriptions: readonly Description[], isTag: IsTag): ((finding: Diagnostic) => readonly Replacement[]) => {
  let documents: Documents | undefined;
  return (finding) => {
    const { fix } = finding;
    if (fix === undefined || !isMechanical(fix)) return [];
    documents ??= openDocuments(descriptions);
    const edits = editsOf(documents, fix, { isTag, wanted: wantedBy([finding]) }) ?? [];
    return edits.flatMap(({ file, edits: own }) =>
      own.flatMap(({ start, end, text }) => {
        const source = documents?.get(file)?.source;
        return source === undefined ? [] : [{ file, from: source.spanOf(start), to: source.spanOf(end), text }];
      }),
    );
  };
};
