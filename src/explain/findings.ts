import { atFile, atSpan, type Diagnostic, type Span } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/did-you-mean.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const EXPLAIN_CODES = {
  error: {
    "not-in-overlay": "What explain is asked about is neither in the overlay nor in a container.",
  },
} as const;

const { error } = findingsOf(EXPLAIN_CODES);

export const notInOverlay = (asked: string, near: readonly string[]): Diagnostic =>
  error(
    "not-in-overlay",
    atFile(asked),
    "is neither in the overlay nor in a container",
    didYouMean(near) ??
      "ask for a path of the overlay (inspect lists them), container/NAME/conf/lxc.conf:LINE, or NAME:/path in the container",
  );

export const noSuchLine = (asked: string, path: string, lines: number): Diagnostic =>
  error(
    "not-in-overlay",
    atFile(asked),
    lines === 0 ? `${path} is made as a whole: no line of it is asked for by itself` : `${path} has ${lines} lines`,
    `ask for ${path}`,
  );

export const leftOutByTags = (span: Span, asked: string, element: string, conditions: string): Diagnostic =>
  error(
    "not-in-overlay",
    atSpan(span),
    `${asked} is not there, since ${element} is left out: ${conditions}`,
    "give the tags their other values with -t, or take them off",
  );
