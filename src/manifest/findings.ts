import { atSpan, type Diagnostic, type Span } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const MANIFEST_CODES = {
  error: {
    "manifest-syntax": "A line of a rootfs manifest that can't be read.",
  },
} as const;

const { error } = findingsOf(MANIFEST_CODES);

export const manifestSyntax = (span: Span, problem: string, help?: string): Diagnostic =>
  error("manifest-syntax", atSpan(span), problem, help);
