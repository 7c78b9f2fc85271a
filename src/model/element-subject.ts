import type { SyntaxElement } from "../parse/syntax.ts";

/** What tells an element from others of its name: its own text, its Source or ParamName, the type of a Network; nothing for what only holds others. */
export const subjectOf = ({ text, children, attributes }: SyntaxElement): string | undefined => {
  const named = TELLING.flatMap((name) => children.filter((child) => child.name === name)).map((child) => child.text);
  const type = attributes.find(({ name }) => name === "type")?.value;
  return [text, ...named, type].find((each) => each !== undefined && each !== "")?.replaceAll(/\s+/g, " ");
};

/** The children that tell, the first one that is there. */
const TELLING = ["Source", "ParamName"];
