import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DescriptionSyntax, SyntaxElement } from "../parse/syntax.ts";
import type { Config } from "./config.ts";
import { overridden } from "./findings.ts";

/** An element of which the last that counts is the one, with what it is called and the tags that it has, those around it included. */
interface Candidate {
  readonly key: string;
  readonly what: string;
  readonly text: string;
  readonly element: SyntaxElement;
  readonly tags: ReadonlySet<string>;
}

/**
 * LxcParams and variables that can't have an effect: whatever the tags are, a later one of the same file counts as well, and the last one is
 * taken. One that is there for some values of a tag only may be meant to replace another.
 */
export const judgeOverridden = ({ root }: DescriptionSyntax, config: Config): readonly Diagnostic[] => {
  const isTag = (name: string): boolean => config.tags.has(name) || config.ranges.has(name);
  const visit = (element: SyntaxElement, outer: ReadonlySet<string>): readonly Candidate[] => {
    const own = element.attributes.filter(({ name }) => isTag(name)).map(({ name, value }) => `${name}=${value}`);
    const tags = own.length === 0 ? outer : new Set([...outer, ...own]);
    const candidate = candidateOf(element, tags);
    return candidate === undefined ? element.children.flatMap((child) => visit(child, tags)) : [candidate];
  };
  const candidates = root.children.flatMap((child) => visit(child, new Set()));
  return candidates.flatMap((later, index) => {
    const earlier = candidates.slice(0, index).find((each) => each.key === later.key && each.text !== later.text && isCovered(each, later));
    return earlier === undefined ? [] : [overridden(later.element.span, later.what, earlier.element.span.line)];
  });
};

/** Whether the later one counts whenever the earlier one does. */
const isCovered = (earlier: Candidate, later: Candidate): boolean => [...later.tags].every((tag) => earlier.tags.has(tag));

const candidateOf = (element: SyntaxElement, tags: ReadonlySet<string>): Candidate | undefined => {
  if (element.name === "LxcParams" && element.children.length > 0)
    return { key: "LxcParams", what: "LxcParams", text: JSON.stringify(element.children), element, tags };
  const name = element.text.slice(0, Math.max(element.text.indexOf("="), 0)).trimEnd();
  // The libraries of all LD_PRELOAD are joined.
  if (element.name !== "Variable" || name === "" || name === "LD_PRELOAD") return undefined;
  return { key: `Variable ${name}`, what: `the variable ${name}`, text: element.text, element, tags };
};
