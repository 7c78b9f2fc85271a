import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { atSpan } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const DOBBY_CODES = {
  warning: {
    "oci-lost": "With --target oci an element has no effect: only Dobby has the plugin for it.",
    "device-without-node": "A device of DevicesAllow has a name and no single number, and so gets no node.",
  },
} as const;

const { warning } = findingsOf(DOBBY_CODES);

export const lostWithoutDobby = (span: Span, what: string): Diagnostic =>
  warning("oci-lost", atSpan(span), `without Dobby ${what}`, "remove it from a description for OCI runtimes, or allow this");

export const deviceWithoutNode = (span: Span, name: string, rule: string): Diagnostic =>
  warning(
    "device-without-node",
    atSpan(span),
    `${name} gets no node: ${rule} is no single device`,
    "give both numbers, or leave the name out if only the rule is meant",
  );
