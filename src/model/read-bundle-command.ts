import type { Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import { plainWords } from "../shell/plain-words.ts";
import type { BundleCommand } from "./bundle.ts";
import { commandOfShell, ignoredInBundle, tooManyWords } from "./bundle-findings.ts";
import type { Spanned } from "./container.ts";
import { childrenOf, textOf } from "./element-contents.ts";
import { incompleteStart, missingElement } from "./findings.ts";

/** DobbyInit has room for that many. */
const MAX_WORDS = 63;

/** What only a launcher reads. */
const OF_LAUNCHERS = ["LauncherName", "ContainerName", "StopFunction", "SystemdNotify", "Output", "Attach"];

/**
 * The command of a bundle from the LxcParams that count in each of its files, the base's first: the ExecName of an append replaces the base's, and
 * its parameters with it.
 */
export const readBundleCommand = (params: readonly SyntaxElement[], container: SyntaxElement): Staged<BundleCommand | undefined> => {
  const { found: diagnostics, report } = collectFindings();
  for (const { children } of params) {
    report(...children.filter(({ name }) => OF_LAUNCHERS.includes(name)).map(({ span, name }) => ignoredInBundle(span, name)));
  }
  const named = params.filter((each) => textOf([each], "ExecName") !== undefined);
  for (const each of params.slice(1).filter((other) => !named.includes(other))) {
    report(...childrenOf([each], "ExecParams").map(({ span, name }) => incompleteStart(span, name)));
  }
  const last = named.at(-1);
  const exec = last && textOf([last], "ExecName");
  if (last === undefined || exec === undefined) {
    report(missingElement((params[0] ?? container).span, params[0]?.name ?? "LxcParams", "ExecName"));
    return { value: undefined, diagnostics };
  }
  const parameters = textOf([last], "ExecParams");
  const words = [exec, ...(parameters === undefined ? [] : [parameters])].flatMap((text) => {
    const { words: split, special } = plainWords(text.value);
    if (special !== undefined) report(commandOfShell(text.span, special));
    return split;
  });
  if (words.length > MAX_WORDS) report(tooManyWords((parameters ?? exec).span, words.length, MAX_WORDS));
  return { value: { ...textsOfCommand(exec, parameters), words }, diagnostics };
};

const textsOfCommand = (exec: Spanned<string>, parameters: Spanned<string> | undefined): Omit<BundleCommand, "words"> => ({
  span: exec.span,
  text: parameters === undefined ? exec.value : `${exec.value} ${parameters.value}`,
  nameLength: exec.value.length,
  paramsSpan: parameters?.span,
});
