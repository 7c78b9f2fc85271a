import type { Span } from "../diagnostics/diagnostic.ts";

/** A value and where in the description it stands. */
export interface Spanned<T> {
  readonly value: T;
  readonly span: Span;
}
