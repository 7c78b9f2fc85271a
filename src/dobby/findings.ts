import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { atSpan } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const DOBBY_CODES = {
  warning: {
    "oci-lost": "With --target oci an element has no effect: only Dobby has the plugin for it.",
    "device-without-node":
      "A device of DevicesAllow has a name and gets no node: it is no single device, or a later one is called the same.",
  },
} as const;

const { warning } = findingsOf(DOBBY_CODES);

export const lostWithoutDobby = (span: Span, what: string): Diagnostic =>
  warning("oci-lost", atSpan(span), `without Dobby ${what}`, "remove it from a description for OCI runtimes, or allow this");

export const nodeReplaced = (span: Span, name: string, rule: string, later: Span): Diagnostic =>
  warning(
    "device-without-node",
    atSpan(span),
    `${name} is the device of ${later.file}:${later.line}: ${rule} gets no node`,
    "give it the name of its own device, or leave the name out if only the rule is meant",
  );

export const deviceWithoutNode = (span: Span, name: string, rule: string): Diagnostic =>
  warning(
    "device-without-node",
    atSpan(span),
    `${name} gets no node: ${rule} is no single device`,
    "give both numbers, or leave the name out if only the rule is meant",
  );
