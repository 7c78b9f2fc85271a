import type { Span } from "../diagnostics/diagnostic.ts";

/** What brought something about: in words, and where it is asked for. */
export interface Cause {
  readonly reason: string;
  readonly span: Span | undefined;
}

/** A cause and its place, as a message names it. */
export const because = ({ reason, span }: Cause): string =>
  span === undefined ? reason : `${reason} at ${span.file}:${span.line}:${span.column}`;

/** The types of nodes in words. */
export const kindOf = (type: string): string => (type === "character" || type === "block" ? `${type} device` : type);

export const listed = (names: readonly string[]): string => names.join(", ");
