import type { Parameter } from "../../shell/shell-text.ts";
import { readableCommands, locationInCommand } from "../launcher-commands.ts";
import type { ContainerContext } from "../container-context.ts";
import type { ContainerRule, Found } from "../rule.ts";
import { launcherCalls, maySet } from "../launcher-calls.ts";

/** The launcher's shell is the host's, and expands what is not in single quotes before there is a container. Inside `$(…)` that is meant. */
export const hostVariable: ContainerRule<"host-variable"> = {
  kind: "container",
  code: "host-variable",
  severity: "warning",
  title: "A variable in ExecName or ExecParams is the host's, and nothing sets it there.",
  judge: (context) => [...judgeVariables(context), ...judgeHomes(context)],
};

const judgeVariables = (context: ContainerContext): readonly Found[] =>
  readableCommands(context.plan.launcher).flatMap(({ command }) => {
    const variable = command.shell.words.flatMap(({ parameters }) => parameters).find(isVariable);
    if (variable === undefined) return [];
    const calls = launcherCalls(context.host).filter(({ container }) => container === context.plan.name);
    if (calls.some((call) => maySet(call, variable.name))) return [];
    const own = context.variables(variable.name).length > 0 ? ", not the container's of Environment" : "";
    return {
      location: locationInCommand(context, command, variable.at),
      message: `$${variable.name} is a variable of the host's shell that runs the launcher${own}: the program gets its value there, or nothing`,
      help: `have a shell of the container read it, as in /bin/sh -c 'exec program "$${variable.name}"'; or write \${${variable.name}:-value} if the host's is meant`,
    };
  });

/** XCU 2.6.1: a tilde that begins a word is the home of whoever runs the shell, root on the host. */
const judgeHomes = (context: ContainerContext): readonly Found[] =>
  readableCommands(context.plan.launcher).flatMap(({ command }) => {
    const word = command.shell.words.find(({ at, end }) => /^~(?:\/|$)/.test(command.text.slice(at, end)));
    if (word === undefined) return [];
    const written = command.text.slice(word.at, word.end);
    return {
      location: locationInCommand(context, command, word.at),
      message: `${written} is below the home of who calls the launcher on the host, which the container does not see`,
      help: "write the path in the container, from its root on",
    };
  });

/** PPID and the like are the shell's own (XCU 2.5.3). */
const isVariable = ({ name, hasDefault }: Parameter): boolean => /^[A-Za-z_]/.test(name) && !hasDefault && !OWN.has(name);

const OWN = new Set(["IFS", "OPTIND", "PPID", "PWD"]);
