import { inAnyCase } from "../model/any-case.ts";
import type { ValueForm } from "../model/value-form.ts";
import { element } from "./markup.ts";
import { xsdPattern } from "./regular-expression.ts";

/** The content of an xs:simpleType for the value of an attribute. */
export const attributeType = ({ choices, shape }: ValueForm): readonly string[] => {
  if (choices !== undefined) return oneOfValues("xs:string", choices);
  return shape === undefined ? element("xs:restriction", { base: "xs:string" }) : matching("xs:string", xsdPattern(shape));
};

/** The content of an xs:simpleType for an element's text, which is trimmed, and may be empty: the element is not set then. */
export const textType = ({ choices, words, shape }: ValueForm): readonly string[] => {
  if (choices !== undefined) return oneOfValues("xs:token", [...choices, ""]);
  if (words !== undefined) return listOf(words);
  return shape === undefined ? element("xs:restriction", { base: "xs:string" }) : matching("xs:token", `(${xsdPattern(shape)})?`);
};

/** One of these, which editors list. */
export const oneOfValues = (base: string, values: readonly string[]): readonly string[] =>
  element(
    "xs:restriction",
    { base },
    values.flatMap((value) => element("xs:enumeration", { value })),
  );

/** A pattern; validators print it in their messages, but where it is one of a union. */
export const matching = (base: string, pattern: string): readonly string[] => {
  const type = element("xs:restriction", { base }, element("xs:pattern", { value: pattern }));
  return pattern.length > READABLE ? unionOf(type) : type;
};

const READABLE = 400;

/** What one of several types takes. */
export const unionOf = (...types: readonly (readonly string[])[]): readonly string[] =>
  element(
    "xs:union",
    {},
    types.flatMap((type) => element("xs:simpleType", {}, type)),
  );

/** A list is of what stands between blanks: there may be commas in that. */
const listOf = (words: readonly string[]): readonly string[] => {
  const word = `(${words.map(inAnyCase).join("|")})`;
  const item = unionOf(oneOfValues("xs:token", words), matching("xs:token", `,*(${word}(,+${word})*)?,*`));
  return element("xs:list", {}, element("xs:simpleType", {}, item));
};
