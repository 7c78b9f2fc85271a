import { atSpan, type Diagnostic, type Span } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const ALLOW_CODES = {
  error: {
    "allow-syntax": "An instruction <?lxc-overlay …?> of a description, or a line of an --allow file, that can't be read.",
  },
  warning: {
    "allow-without-reason": "Something is to be allowed without a reason; it is not.",
    "unknown-allow-code": "Something is to be allowed by a code that no finding has.",
    "not-allowable": "An error is to be allowed that is none of the security rules', and was no warning before.",
    "unused-allow": "What allows a finding, where there is none.",
  },
} as const;

const { error, warning } = findingsOf(ALLOW_CODES);

const FORM = '<?lxc-overlay allow code="CODE" reason="TEXT"?>';

export const allowSyntax = (span: Span, message: string): Diagnostic =>
  error("allow-syntax", atSpan(span), message, `write ${FORM} before an element`);

export const allowLineSyntax = (span: Span, message: string): Diagnostic =>
  error("allow-syntax", atSpan(span), message, "write CODE SANDBOX REASON in a line; SANDBOX is a SandboxName, or * for all");

export const tooManyAllowances = (span: Span, limit: number): Diagnostic =>
  error(
    "allow-syntax",
    atSpan(span),
    `more than ${limit} findings are to be allowed: this one and those after it are not`,
    "mend what they tell of",
  );

export const allowWithoutReason = (span: Span, code: string): Diagnostic =>
  warning(
    "allow-without-reason",
    atSpan(span),
    `nothing says why ${code} is allowed, so it is not`,
    "say the reason, for whoever reads it next",
  );

export const unknownAllowCode = (span: Span, code: string, similar: readonly string[]): Diagnostic =>
  warning(
    "unknown-allow-code",
    atSpan(span),
    `no finding of a build has the code ${code}`,
    similar.length === 0 ? "docs/diagnostics.md lists the codes" : `did you mean ${similar.join(" or ")}?`,
  );

export const notAllowable = (span: Span, code: string): Diagnostic =>
  warning(
    "not-allowable",
    atSpan(span),
    `${code} is an error here, and stays one: allow is for warnings, hints and the errors of the security rules`,
    "mend what the error tells of, and remove this",
  );

export const unusedAllow = (span: Span, code: string, where: string, help?: string): Diagnostic =>
  warning("unused-allow", atSpan(span), `${code} is allowed, and not found ${where}`, help ?? "remove it, or put it where the finding is");
