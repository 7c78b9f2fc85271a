import { writeValue } from "../../diagnostics/fix.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { baseOf } from "../../rootfs/paths.ts";
import { isUnknown } from "../../view/container-view.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { launcherCommands, type LauncherCommand } from "../launcher-commands.ts";
import type { ContainerRule } from "../rule.ts";

/** lxccpid looks for a process whose command line begins with ProcessName (or with its text up to a `*`), an interpreter before it or not. */
export const processNameUnmatched: ContainerRule<"process-name-unmatched"> = {
  kind: "container",
  code: "process-name-unmatched",
  severity: "error",
  title: "ProcessName is that of no program in the container.",
  judge: (context) =>
    launcherCommands(context.plan.launcher).flatMap((each) => {
      const { notify, words, why } = each.command;
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
