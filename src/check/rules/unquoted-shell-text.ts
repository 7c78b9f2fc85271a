import { type Advice, writeValue } from "../../diagnostics/fix.ts";
import { baseOf } from "../../rootfs/paths.ts";
import { isShellName } from "../../shell/shell-name.ts";
import { type CommandExecution, wordsLocation } from "../executions.ts";
import type { ContainerRule } from "../rule.ts";
import { shellInputOf, type ShellString } from "../shell-input.ts";

/** sh takes one word behind -c as its text; what follows is `$0`, `$1`… to that: XCU, sh. */
export const unquotedShellText: ContainerRule<"unquoted-shell-text"> = {
  kind: "container",
  code: "unquoted-shell-text",
  severity: "either",
  title: "A shell is given more words behind -c than the one that it runs.",
  judge: (context) =>
    context.executions().flatMap((execution) => {
      const input = shellInputOf(execution);
      if (input?.kind !== "string" || !execution.words.includes(input.text) || !isCut(input)) return [];
      const { text, operands } = input;
      const rest = operands.map((word) => word ?? "…").join(" ");
      const location = wordsLocation(context, execution);
      // Without a command exec does nothing (XCU 2.14, exec).
      const isAll = text === "exec";
      return {
        severity: isAll ? ("error" as const) : ("warning" as const),
        location,
        message: `${execution.name} -c runs "${text}" alone${isAll ? ", which does nothing, and ends" : `, without "${rest}"`}: what stands behind its first word are $0, $1…`,
        help: quoteHelp(execution, input, location),
      };
    }),
};

/** Whether the words behind a text are likely to be meant as a part of it. That it is given a name for `$0` is usual. */
const isCut = ({ text, operands: [first, ...others] }: ShellString): boolean => {
  if (first === undefined || POSITIONAL.test(text)) return false;
  if (/^-[A-Za-z-]*[A-Za-z]/.test(first) || text === "exec") return true;
  const isName = others.length === 0 && (isShellName(baseOf(first)) || baseOf(first) === baseOf(text));
  return !/\s/.test(text.trim()) && !isName;
};

/** What uses `$0`, `$1`…, `$@`, `$*` or `$#`, or may do so. */
const POSITIONAL = /\$\{?[#!]?[0-9@*#]|\b(?:shift|getopts|for|eval|set)\b/;

const quoteHelp = (
  { command, words }: CommandExecution,
  { text, operands }: ShellString,
  location: Parameters<typeof writeValue>[0],
): Advice => {
  const quoted = `'${[text, ...operands].join(" ")}'`;
  const help = `write ${operands.includes(undefined) ? "all of it in quotes behind -c" : `-c ${quoted}`}`;
  const before = words.slice(1, words.length - operands.length - 1);
  const isInParams = command.paramsWhy !== undefined && command.nameLength === words[0]?.length;
  const isPlain = [...before, text, ...operands].every((word) => word !== undefined && PLAIN.test(word));
  return isInParams && isPlain ? writeValue(location, [...before, quoted].join(" "), help) : { help, fix: [] };
};

/** What means the same to any shell, in quotes and without. */
const PLAIN = /^[\w@%+=:,./-]+$/;
