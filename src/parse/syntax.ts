import type { Span } from "../diagnostics/diagnostic.ts";

/** An attribute of an element; `span` is where its name begins. */
export interface SyntaxAttribute {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

/** An XML element as it was written; comments and processing instructions are gone, document order is kept. */
export interface SyntaxElement {
  readonly name: string;
  readonly attributes: readonly SyntaxAttribute[];
  readonly children: readonly SyntaxElement[];
  /** The element's own character data (CDATA included), trimmed. */
  readonly text: string;
  /** Where the element's `<` stands. */
  readonly span: Span;
}

/** One description file: its root element `CONTAINER`. */
export interface DescriptionSyntax {
  readonly file: string;
  readonly root: SyntaxElement;
}
