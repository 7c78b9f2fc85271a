import type { Operator, ShellText } from "../../shell/shell-text.ts";
import { readableCommands, locationInCommand, textFrom } from "../launcher-commands.ts";
import type { ContainerRule } from "../rule.ts";

/** The launcher's shell is the host's; only the first command is an argument of lxc-execute or lxc-attach. A pipe is silent: it is for the output. */
export const runsOnHost: ContainerRule<"runs-on-host"> = {
  kind: "container",
  code: "runs-on-host",
  severity: "warning",
  title: "A part of ExecName or ExecParams runs on the host, not in the container.",
  judge: (context) =>
    readableCommands(context.plan.launcher).flatMap(({ command }) => {
      const { text, shell } = command;
      const parting = shell.operators.find((operator) => !isPipe(operator) && isSomethingBehind(shell, operator));
      if (parting === undefined) return [];
      return {
        location: locationInCommand(context, command, parting.at),
        message: `the launcher's shell takes the ${parting.text} for its own: "${textFrom(text, parting.at + parting.text.length)}" runs on the host, as root`,
        help: `run all of it by a shell of the container, as in /bin/sh -c 'one ${parting.text} two'; or write '${parting.text}' in quotes if the program is to get it`,
      };
    }),
};

const isPipe = ({ text }: Operator): boolean => /^\|&?$/.test(text);

/** Whether a command stands behind an operator that is more than an end of the script. */
const isSomethingBehind = ({ commands }: ShellText, { at }: Operator): boolean =>
  commands.some(([first]) => first !== undefined && first.at > at && !ENDINGS.has(first.value ?? ""));

/** Commands of the shell that only say how the script ends. */
const ENDINGS = new Set(["true", ":", "exit", "wait"]);
