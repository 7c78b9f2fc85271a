import type { Location } from "../../diagnostics/diagnostic.ts";
import type { Advice } from "../../diagnostics/fix.ts";
import { DATA_OPTIONS } from "../../linux/bind-options.ts";
import { isDirectory, lookup } from "../../rootfs/lookup.ts";
import type { ContainerContext } from "../container-context.ts";
import { type CommandExecution, type NamedExecution, wordsLocation } from "../executions.ts";
import { mountFile, programHelp } from "../program-help.ts";
import type { ContainerRule, Found } from "../rule.ts";
import { isInit } from "./dobby-init-missing.ts";

export const missingProgram: ContainerRule<"missing-program"> = {
  kind: "container",
  code: "missing-program",
  severity: "either",
  title: "The program of an ExecName, or what a shell that it starts executes or reads, can't be seen in the container.",
  judge: (context) =>
    context.allExecutions().flatMap((execution) => {
      const { name, end } = execution;
      if (isInit(context.plan.target, name) || typeof end !== "object" || end.kind !== "missing" || end.by !== undefined) return [];
      return found(context, execution, end.path);
    }),
};

const found = (context: ContainerContext, execution: NamedExecution | CommandExecution, path: string): Found => {
  const { severity, subject, name, isRead } = execution;
  const location = path === name || !("command" in execution) ? execution.location : wordsLocation(context, execution);
  const which = path === name ? subject : `${path}, which ${subject.replace(/,$/, "")} runs,`;
  // fs/exec.c, do_open_execat: EACCES for what is no regular file.
  if (path.includes("/") && isDirectory(context.view.rootfs, path)) {
    return {
      severity,
      location,
      message: `${which} is a directory in the container`,
      help: `write which program of it is meant: ${path}/…`,
    };
  }
  const word = path === name && subject.startsWith("ExecName") ? SHELL_WORDS.find(({ form }) => form.test(name)) : undefined;
  if (word !== undefined) return { severity, location, message: `${which} ${word.what}`, help: word.help };
  return { severity, location, message: `${which} is not visible in the container`, help: helpFor(context, isRead, path, location) };
};

const helpFor = (context: ContainerContext, isRead: boolean, path: string, location: Location): Advice | string =>
  isRead && lookup(context.host, path).kind === "found"
    ? mountFile(context, path, DATA_OPTIONS, location)
    : programHelp(context, path, location);

/** LXC gives the words to execvp(3) as they stand: src/lxc/tools/lxc_execute.c. */
const SHELL_WORDS: readonly { readonly form: RegExp; readonly what: string; readonly help: string }[] = [
  {
    form: /^(?:exec|command|\.|source|cd|export|eval)$/,
    what: "is a word of the shell, and LXC looks for a program of that name: there is none",
    help: "leave it out and begin with the program, or have a shell of the container run it: /bin/sh -c '…'",
  },
  {
    form: /^[A-Za-z_][A-Za-z0-9_]*=/,
    what: "sets a variable for a shell alone, and LXC looks for a program of that name: there is none",
    help: "write <Variable>…</Variable> in Environment, or begin with /usr/bin/env",
  },
];
