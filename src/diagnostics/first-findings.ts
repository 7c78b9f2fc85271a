import type { Diagnostic } from "./diagnostic.ts";

const MAX_FINDINGS = 100;

/** Keeps the first 100 errors and the first 100 warnings of an input that may have a million of each, and nothing but those. */
export const firstFindings = (): { readonly found: readonly Diagnostic[]; readonly report: (diagnostic: Diagnostic) => void } => {
  const found: Diagnostic[] = [];
  const left = { error: MAX_FINDINGS, warning: MAX_FINDINGS };
  return {
    found,
    report: (diagnostic) => {
      if (left[diagnostic.severity]-- > 0) found.push(diagnostic);
    },
  };
};
