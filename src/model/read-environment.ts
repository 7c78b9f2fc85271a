import type { Staged } from "../diagnostics/diagnostic.ts";
import { variableIgnored } from "./findings.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import type { Variable } from "./container.ts";
import { childrenOf, textsOf } from "./element-contents.ts";

/**
 * The variables of all files in their order, split at the first `=`, both sides trimmed. What has no name or no `=` is left out with a
 * warning.
 */
export const readEnvironment = (configs: readonly SyntaxElement[]): Staged<readonly Variable[]> => {
  const texts = textsOf(childrenOf(configs, "Environment"), "Variable");
  const named = texts.filter(({ value }) => value.indexOf("=") > 0);
  return {
    value: named.map(({ value, span }) => {
      const equals = value.indexOf("=");
      return { name: value.slice(0, equals).trim(), value: value.slice(equals + 1).trim(), span };
    }),
    diagnostics: texts.filter((text) => !named.includes(text)).map(({ value, span }) => variableIgnored(span, value)),
  };
};
