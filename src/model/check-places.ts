import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import { childrenOf } from "./element-contents.ts";
import { conflictingPlaces, repeatedElement } from "./findings.ts";
import { LXC_CONFIG } from "./schema.ts";

/** What may stand in an LxcConfig and in an element within it stands in one, or is the same in both; lists of elements would lose their order. */
export const checkPlaces = (config: SyntaxElement): readonly Diagnostic[] =>
  IN_TWO_PLACES.flatMap(({ name, inner, isText }) => {
    const [outside] = childrenOf([config], name);
    const [inside] = childrenOf(childrenOf([config], inner), name);
    if (!outside || !inside) return [];
    const [first, second] = outside.span.line <= inside.span.line ? [outside, inside] : [inside, outside];
    if (!isText) return [repeatedElement(second.span, name, first.span.line)];
    return outside.text === inside.text ? [] : [conflictingPlaces(second.span, name, first.span.line)];
  });

const outer = LXC_CONFIG.children ?? {};

const IN_TWO_PLACES = Object.entries(outer).flatMap(([inner, { children = {} }]) =>
  Object.entries(children)
    .filter(([name, { times }]) => times === "once" && Object.hasOwn(outer, name))
    .map(([name, { text }]) => ({ name, inner, isText: text !== undefined })),
);
