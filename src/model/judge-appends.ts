import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import { childrenOf } from "./element-contents.ts";
import { appendsDisagree } from "./findings.ts";
import type { ElementRule } from "./element-rule.ts";
import { LXC_CONFIG } from "./schema.ts";

/** An append may set what its base sets otherwise; of two appends nobody says which is the last word but the command line. */
export const judgeAppends = (appends: readonly SyntaxElement[]): readonly Diagnostic[] => {
  const first = new Map<string, SyntaxElement>();
  return appends
    .flatMap((append) => childrenOf([append], "LxcConfig").flatMap((config) => scalarsIn(config, LXC_CONFIG)))
    .flatMap((scalar) => {
      const other = first.get(scalar.name);
      if (other === undefined) first.set(scalar.name, scalar);
      const isOther = other !== undefined && other.text !== scalar.text && other.span.file !== scalar.span.file;
      return isOther ? [appendsDisagree(scalar.span, scalar.name, other.span)] : [];
    });
};

/** What may be set once, below elements that may stand once. */
const scalarsIn = (element: SyntaxElement, { children = {} }: ElementRule): readonly SyntaxElement[] =>
  element.children.flatMap((child) => {
    const rule = children[child.name];
    if (rule?.times !== "once") return [];
    return rule.text === undefined ? scalarsIn(child, rule) : [child];
  });
