import type { Staged } from "../diagnostics/diagnostic.ts";
import { variableAsInShell, variableIgnored } from "./findings.ts";
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
    diagnostics: texts.flatMap((text) => {
      const { value, span } = text;
      if (!named.includes(text)) return [variableIgnored(span, value)];
      const meant = withoutShell(value);
      return meant === value ? [] : [variableAsInShell(span, value, meant)];
    }),
  };
};

/** What would be left of an assignment in sh that has the word export, or quotes around all of its value and none in it. */
const withoutShell = (text: string): string => {
  const [, name = "", value = ""] = /^(?:export\s+)?(\w+)\s*=\s*([^]*)$/.exec(text.trim()) ?? [];
  const bare = quotedText(value) ?? value;
  return name === "" || (bare === value && !/^export\s/.test(text.trim())) ? text : `${name}=${bare}`;
};

/** What stands between quotes around all of a value, where neither other quotes nor anything that a shell expands stands in it. */
export const quotedText = (value: string): string | undefined => /^(["'])([^"'\\$`]*)\1$/.exec(value)?.[2];
