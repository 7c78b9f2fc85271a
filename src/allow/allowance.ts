import type { Span } from "../diagnostics/diagnostic.ts";

/** A finding that somebody has looked at and takes as it is. */
export interface Allowance {
  readonly code: string;
  readonly reason: string;
  /** Where its code is written. */
  readonly span: Span;
  readonly scope: Scope;
}

/** Where an allowance holds: in an element of a description and all below, or in the descriptions of a container (undefined: everywhere). */
export type Scope =
  | { readonly kind: "element"; readonly from: Span; readonly to: Span; readonly within: readonly Span[] }
  | { readonly kind: "container"; readonly name: string | undefined };
