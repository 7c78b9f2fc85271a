import { escapeAttribute, escapeText } from "../parse/escape-xml.ts";
import type { SyntaxElement } from "../parse/syntax.ts";

/** More is for whoever opens the description. */
const MAX_TEXT = 400;

/** An element in one line, without comments. */
export const xmlText = (element: SyntaxElement): string => {
  const text = written(element);
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
};

const written = ({ name, attributes, children, text }: SyntaxElement): string => {
  const start = [name, ...attributes.map((each) => `${each.name}="${escapeAttribute(each.value)}"`)].join(" ");
  const content = escapeText(text.replaceAll(/\s+/g, " ")) + children.map(written).join("");
  return content === "" ? `<${start}/>` : `<${start}>${content}</${name}>`;
};
