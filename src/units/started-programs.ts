import { launchedShellText } from "../check/launcher-calls.ts";
import { baseOf } from "../rootfs/paths.ts";
import { readShell } from "../shell/read-shell.ts";

type Words = readonly (string | undefined)[];

/** The programs that a command is there to start: what a shell's text or an interpreter runs, not the shell or interpreter itself. */
export const startedPrograms = (words: Words): readonly string[] => {
  const text = launchedShellText(words);
  if (text !== undefined)
    return readShell(text).commands.flatMap((command) => startedPrograms(withoutRunners(command.map(({ value }) => value))));
  const [program, ...rest] = words;
  if (program?.startsWith("/") !== true) return [];
  if (!INTERPRETER.test(baseOf(program))) return [program];
  const script = rest.find((word) => word?.startsWith("-") !== true);
  return script?.startsWith("/") === true ? [script] : [];
};

const withoutRunners = ([first, ...rest]: Words): Words =>
  first !== undefined && RUNNERS.has(first) ? withoutRunners(rest) : [first, ...rest];

/** Words of sh that execute the command behind them. */
const RUNNERS = new Set(["exec", "command"]);

/** What runs the script that it is given. */
const INTERPRETER = /^(?:sh|ash|bash|dash|ksh|zsh|busybox|toybox|env|perl|lua|node|php|ruby|tclsh|java|python[\d.]*)$/;
