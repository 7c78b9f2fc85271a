import type { Span } from "../diagnostics/diagnostic.ts";

/** An attribute of an element; `span` is where its name begins. */
export interface SyntaxAttribute {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

/** An XML element as it was written; comments and processing instructions are not in it, document order is kept. */
export interface SyntaxElement {
  readonly name: string;
  readonly attributes: readonly SyntaxAttribute[];
  readonly children: readonly SyntaxElement[];
  /** The element's own character data (CDATA included), trimmed. */
  readonly text: string;
  /** Where the element's `<` stands. */
  readonly span: Span;
}

/** A processing instruction for this program: `<?lxc-overlay …?>`. */
export interface SyntaxInstruction {
  /** Where its `<` stands. */
  readonly span: Span;
  /** What stands between its name and `?>`. */
  readonly text: string;
  /** The place of an offset in that text. */
  readonly spanIn: (offset: number) => Span;
  /** The element that it stands before: from its `<` to behind its end tag, and where the elements around it begin. */
  readonly element: { readonly from: Span; readonly to: Span; readonly within: readonly Span[] } | undefined;
}

/** One description file: its root element `CONTAINER`, and the instructions in and before it. */
export interface DescriptionSyntax {
  readonly file: string;
  readonly root: SyntaxElement;
  readonly instructions: readonly SyntaxInstruction[];
}
