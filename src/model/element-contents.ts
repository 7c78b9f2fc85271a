import type { SyntaxElement } from "../parse/syntax.ts";
import type { Spanned } from "./container.ts";
import { isOn } from "./values.ts";

/** The children of that name of all the parents: of one file's element, or of the base's and its appends' in their order. */
export const childrenOf = (parents: readonly SyntaxElement[], name: string): readonly SyntaxElement[] =>
  parents.flatMap(({ children }) => children.filter((child) => child.name === name));

/** The texts of a list. */
export const textsOf = (parents: readonly SyntaxElement[], name: string): readonly Spanned<string>[] =>
  childrenOf(parents, name).map(({ text, span }) => ({ value: text, span }));

/** The text of a scalar: an append's replaces its base's. */
export const textOf = (parents: readonly SyntaxElement[], name: string): Spanned<string> | undefined => textsOf(parents, name).at(-1);

export const attributeOf = (element: SyntaxElement, name: string): string | undefined =>
  element.attributes.find((attribute) => attribute.name === name)?.value;

/** What the last of the elements that have this attribute says: on, off, or nothing. */
export const flagOf = (elements: readonly SyntaxElement[], name: string): boolean | undefined =>
  elements.some((element) => attributeOf(element, name) !== undefined) ? isEnabled(elements, name) : undefined;

/** Whether the last of the elements that have this attribute switches on. */
export const isEnabled = (elements: readonly SyntaxElement[], name: string): boolean =>
  isOn(
    [...elements]
      .reverse()
      .find((element) => attributeOf(element, name) !== undefined)
      ?.attributes.find((each) => each.name === name)?.value,
  );
