import type { DescriptionSyntax, SyntaxElement } from "../parse/syntax.ts";
import type { Config } from "./config.ts";

/** A description that says everything it says, whatever the tags are. */
export const withoutTags = <D extends DescriptionSyntax>(description: D, { tags, ranges }: Config): D => {
  const strip = (element: SyntaxElement): SyntaxElement => ({
    ...element,
    attributes: element.attributes.filter(({ name }) => !tags.has(name) && !ranges.has(name)),
    children: element.children.map(strip),
  });
  return { ...description, root: strip(description.root) };
};
