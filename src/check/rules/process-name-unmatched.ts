import { writeValue } from "../../diagnostics/fix.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { baseOf } from "../../rootfs/paths.ts";
import { isUnknown } from "../../view/container-view.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { launcherCommands, type LauncherCommand } from "../launcher-commands.ts";
import { launchedShellText } from "../launcher-calls.ts";
import type { ContainerRule, Found } from "../rule.ts";
import { envCommand } from "../../execution/env-command.ts";
import { readShell } from "../../shell/read-shell.ts";

/** lxccpid looks for a process whose command line begins with ProcessName (or with its text up to a `*`), an interpreter before it or not. */
export const processNameUnmatched: ContainerRule<"process-name-unmatched"> = {
  kind: "container",
  code: "process-name-unmatched",
  severity: "error",
  title: "ProcessName is that of no program in the container.",
  judge: (context) =>
    launcherCommands(context.plan.launcher).flatMap((each) => {
      const { notify, words, why } = each.command;
      const replaced = replacedBy(context, each);
      if (replaced !== undefined) return replaced;
      if (notify?.processNameSpan === undefined || (mayRun(context, each) && !hasOtherWords(each))) return [];
      const [program] = words;
      const location = locationOf(context, { why: { ...why, span: notify.processNameSpan } });
      return {
        location,
        message: `lxccpid finds no process ${notify.processName}: ${hasOtherWords(each) ? `its program is started as ${commandLine(each)}` : "the container has no program of that name"}; the launcher ends with 1`,
        help:
          program === undefined
            ? undefined
            : writeValue(location, program, `write <ProcessName>${program}</ProcessName>, or leave ProcessName out`),
      };
    }),
};

/** The command line of the program, where all its words are known. */
const commandLine = ({ command: { words, shell } }: LauncherCommand): string | undefined =>
  words.length > 0 && words.every((word) => word !== undefined) && shell.commands.length === 1 ? words.join(" ") : undefined;

/** Whether ProcessName names the program itself, with other words behind it than it gets. */
const hasOtherWords = (each: LauncherCommand): boolean => {
  const line = commandLine(each);
  const name = each.command.notify?.processName ?? "";
  const [program = ""] = line?.split(" ") ?? [];
  if (line === undefined || !name.includes(" ") || name.endsWith("*") || name.split(" ")[0] !== program) return false;
  return !`${line} `.startsWith(`${name} `);
};

/** Whether a process may have that name. A blank or a colon is of a title that a program gives itself. */
const mayRun = (context: ContainerContext, { command }: LauncherCommand): boolean => {
  const { processName } = command.notify ?? { processName: "" };
  const name = baseOf(processName);
  if (/[\s:*?]/.test(processName) || name === "" || command.text.includes(name) || context.hasName(name)) return true;
  if (!processName.startsWith("/")) return false;
  const found = lookup(context.view.rootfs, processName);
  return found.kind !== "missing" || isUnknown(context.view, found.path);
};

/** execve(2): a program that executes another one keeps its PID, not its command line. */
const replacedBy = (context: ContainerContext, { command: { notify, words, why } }: LauncherCommand): Found | undefined => {
  const [wrapper] = words;
  const after = executedBy(words);
  const [program] = after ?? [];
  if (notify === undefined || wrapper === undefined || program === undefined || after?.includes(undefined)) return undefined;
  const { processName } = notify;
  const isWrapper = `${wrapper} `.startsWith(`${processName} `);
  if (!isWrapper || baseOf(program).startsWith(processName) || `${after?.join(" ")} `.startsWith(processName)) return undefined;
  // The command line of a script begins with its interpreter, which may be the same.
  const found = lookup(context.view.rootfs, program);
  if (found.kind !== "found" || context.readElf(found.node) === undefined) return undefined;
  const span = notify.processNameSpan ?? notify.pidFileSpan;
  const location = locationOf(context, { why: span === undefined ? why : { ...why, span } });
  const help = `write <ProcessName>${program}</ProcessName>${notify.processNameSpan === undefined ? " in SystemdNotify" : ""}`;
  return {
    location,
    message: `lxccpid finds no process ${processName}: it executes ${program} in its own place, whose command line begins so; the launcher ends with 1`,
    help: notify.processNameSpan === undefined ? help : writeValue(location, program, help),
  };
};

/** What a command is at last, as far as it is an env or a shell's `exec` and nothing else. */
const executedBy = (words: readonly (string | undefined)[]): readonly (string | undefined)[] | undefined => {
  const [name = "", ...rest] = words;
  const text = launchedShellText(words);
  if (text !== undefined) {
    const { commands, operators, fault } = readShell(text);
    const [command = []] = commands;
    const isExec = fault === undefined && commands.length === 1 && operators.length === 0 && command[0]?.value === "exec";
    const after = isExec ? command.slice(1).map(({ value }) => value) : undefined;
    return after && (executedBy(after) ?? after);
  }
  const after = baseOf(name) === "env" ? envCommand(rest)?.words : undefined;
  return after && (executedBy(after) ?? after);
};
