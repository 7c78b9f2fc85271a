import { type Diagnostic, type Span, atSpan } from "../diagnostics/diagnostic.ts";
import { writeValue } from "../diagnostics/fix.ts";
import { meantOne } from "../diagnostics/did-you-mean.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const CAPABILITY_CODES = {
  error: {
    "cap-drop-and-keep": "CapDrop and CapKeep are both set, which LXC refuses.",
    "unknown-capability": "A capability is not one of capabilities(7).",
    "none-with-others": "CapKeep has none beside other capabilities.",
  },
  warning: {
    "empty-capabilities": "An empty CapKeep, which keeps all capabilities, or an empty CapDrop.",
    "capability-twice": "A capability stands twice in one CapDrop or CapKeep.",
  },
} as const;

const { error, warning } = findingsOf(CAPABILITY_CODES);

export const capDropAndKeep = (span: Span, other: Span): Diagnostic =>
  error(
    "cap-drop-and-keep",
    atSpan(span),
    `CapKeep can't be set together with CapDrop (${other.file}:${other.line})`,
    "keep one of them: CapKeep names all that is left, CapDrop what is taken away",
  );

export const unknownCapability = (span: Span, name: string, similar: readonly string[]): Diagnostic => {
  const help = /[;:|+&/]/.test(name)
    ? writeValue(span, name.replaceAll(/[;:|+&/]+/g, " ").trim(), "separate capabilities by commas or blanks", name)
    : (meantOne(similar, (to) => [{ kind: "value", at: span, part: name, to }]) ?? "capabilities(7) lists them");
  return error("unknown-capability", atSpan(span), `"${name}" is not a capability`, help);
};

export const noneWithOthers = (span: Span): Diagnostic =>
  error("none-with-others", atSpan(span), "CapKeep has none beside other capabilities", "write none alone, or leave it out");

export const emptyCapabilities = (span: Span, element: string): Diagnostic =>
  element === "CapKeep"
    ? warning(
        "empty-capabilities",
        atSpan(span),
        "an empty CapKeep keeps all capabilities",
        "write none to keep no capability, or remove the element",
      )
    : warning("empty-capabilities", atSpan(span), "an empty CapDrop drops no capability", "name what to drop, or remove the element");

export const capabilityTwice = (span: Span, element: string, name: string): Diagnostic =>
  warning("capability-twice", atSpan(span), `${element} names ${name} twice`, "remove one, or name the one that was meant");
