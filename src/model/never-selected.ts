import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DescriptionSyntax, SyntaxAttribute, SyntaxElement } from "../parse/syntax.ts";
import type { Config } from "./config.ts";
import { neverSelected } from "./tag-findings.ts";
import { holdsFor, readTagList, readTagRange, type TagRange } from "./tag-values.ts";

/** A tag of an element around. */
interface Held {
  readonly element: string;
  readonly attribute: SyntaxAttribute;
}

/**
 * Elements that their tags leave out whatever is built: all values are excluded, or those around ask for other ones. What is wrong with one
 * attribute alone (a value that config.ini does not allow, a range that ends before it begins) is told elsewhere.
 */
export const judgeNeverSelected = ({ root }: DescriptionSyntax, config: Config): readonly Diagnostic[] => {
  const visit = (element: SyntaxElement, outer: readonly Held[]): readonly Diagnostic[] => {
    const own = element.attributes.filter(({ name }) => config.tags.has(name) || config.ranges.has(name));
    if (own.length === 0) return element.children.flatMap((child) => visit(child, outer));
    const judged = own.map((attribute) => judge({ element: element.name, attribute }, outer, config));
    const found = judged.flatMap((each) => (typeof each === "object" ? each : []));
    if (judged.some((each) => each !== "possible")) return found;
    const inner = [...outer, ...own.map((attribute) => ({ element: element.name, attribute }))];
    return element.children.flatMap((child) => visit(child, inner));
  };
  return root.children.flatMap((child) => visit(child, []));
};

type Verdict = "possible" | "told" | Diagnostic;

const judge = (held: Held, outer: readonly Held[], config: Config): Verdict => {
  const { element, attribute } = held;
  const { name, value, span } = attribute;
  const around = outer.filter((each) => each.attribute.name === name);
  const possible = possibleWith(name, config);
  if (!possible([attribute])) {
    if (!readTagList(value).negated || config.ranges.has(name)) return "told";
    return neverSelected(span, element, `${name}="${value}" excludes all of them`, "remove the element, or exclude fewer values");
  }
  if (possible([attribute, ...around.map((each) => each.attribute)])) return "possible";
  const other = [...around].reverse().find((each) => !possible([attribute, each.attribute])) ?? around[0];
  const where = other === undefined ? "" : `${other.element} in line ${other.attribute.span.line} wants ${name}="${other.attribute.value}"`;
  return neverSelected(span, element, `${where}, and this ${name}="${value}"`, `correct one of the two, or move ${element} out of it`);
};

/** Whether some value of a tag satisfies all of these attributes. */
const possibleWith = (name: string, config: Config): ((attributes: readonly SyntaxAttribute[]) => boolean) => {
  const allowed = config.tags.get(name);
  if (allowed === undefined) return (attributes) => doMeet(attributes.flatMap(({ value }) => readTagRange(value) ?? []));
  return (attributes) => {
    const lists = attributes.map(({ value }) => readTagList(value));
    // Somebody means that the tag has no value
    if (lists.some(({ negated, patterns }) => !negated && patterns.includes(""))) return true;
    return allowed.some((value) => lists.every((list) => holdsFor(list, value)));
  };
};

const doMeet = (ranges: readonly TagRange[]): boolean =>
  Math.max(...ranges.map(({ low }) => low), 0) <= Math.min(...ranges.map(({ high }) => high), Infinity);
