import { atSpan, type Diagnostic, error, type Span } from "../diagnostics/diagnostic.ts";

/** A line of a rootfs manifest that can't be read; `problem` says why. */
export const manifestSyntax = (span: Span, problem: string, help?: string): Diagnostic =>
  error("manifest-syntax", atSpan(span), problem, help);
