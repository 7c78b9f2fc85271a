import { atSpan, type Location, type Span } from "../diagnostics/diagnostic.ts";

/** Why something is there: in words, and the place in a description that asked for it. */
export interface Why {
  readonly reason: string;
  readonly span: Span | undefined;
}

/** Where a description asked for something; `otherwise` where nothing in particular did. */
export const locationOfWhy = (why: Why | undefined, otherwise: Span): Location => atSpan(why?.span ?? otherwise);
