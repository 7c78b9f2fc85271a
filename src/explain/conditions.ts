import type { Span } from "../diagnostics/diagnostic.ts";
import type { Selection } from "../model/config.ts";
import type { Condition } from "../model/match-tag.ts";
import type { DescriptionSyntax, SyntaxElement } from "../parse/syntax.ts";

/** An element as a description has it, and the tags that it hangs on, those of what it stands in included. */
export interface TaggedElement {
  readonly element: SyntaxElement;
  readonly conditions: readonly Condition[];
}

/** Finds the element that begins at a place, or has an attribute there. */
export const elementsByPlace = (
  descriptions: readonly DescriptionSyntax[],
  selections: readonly Selection[],
): ((span: Span) => TaggedElement | undefined) => {
  const conditionsAt = new Map(selections.map(({ span, conditions }) => [keyOf(span), conditions]));
  const known = new Map<string, TaggedElement>();
  const visit = (element: SyntaxElement, outer: readonly Condition[]): void => {
    const conditions = [...outer, ...(conditionsAt.get(keyOf(element.span)) ?? [])];
    for (const { span } of [element, ...element.attributes]) known.set(keyOf(span), { element, conditions });
    for (const child of element.children) visit(child, conditions);
  };
  for (const { root } of descriptions) visit(root, []);
  return (span) => known.get(keyOf(span));
};

const keyOf = ({ file, line, column }: Span): string => `${line}:${column}:${file}`;
