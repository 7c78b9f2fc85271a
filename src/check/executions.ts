import type { Location, Verdict } from "../diagnostics/diagnostic.ts";
import type { Execution, ExecutionPlace } from "../execution/execution.ts";
import { runCommand } from "../execution/run-command.ts";
import type { CommandPlan } from "../plan/launcher-plan.ts";
import { isUnknown } from "../view/container-view.ts";
import { type ContainerFacts, locationOf, pathVariable } from "./container-facts.ts";
import { commandsOf } from "./commands-of.ts";
import { flagHolds } from "./flag-holds.ts";
import { locationInCommand } from "./launcher-commands.ts";

/** What is executed, and who names it. */
export interface NamedExecution extends Execution {
  /** Where it is named. */
  readonly location: Location;
  /** The program, as it is named. */
  readonly name: string;
  /** The program and who names it, in words. */
  readonly subject: string;
  /** Whether it is only read: by a shell, with `.`. */
  readonly isRead: boolean;
  readonly isAttached: boolean;
  /** What it means that it can't be executed. */
  readonly severity: Verdict;
}

/** A command of the launcher, and what it executes. */
export interface CommandExecution extends NamedExecution {
  readonly command: CommandPlan;
  /** It and the words behind it; `undefined` for one that the shell computes. */
  readonly words: readonly (string | undefined)[];
  /** Where one of the words is given. */
  readonly locationAt: (index: number) => Location;
}

/** What `start` and each Attach execute, as far as their words don't depend on the shell. */
export const executionsOf = (facts: ContainerFacts): readonly CommandExecution[] => {
  const place = containerPlace(facts);
  const path = pathVariable(facts, "PATH");
  return commandsOf(facts.plan).flatMap((each) => {
    const { command, process } = each;
    const [name] = command.words;
    const execution = runCommand(place, { process, words: command.words, path });
    if (name === undefined || execution === undefined) return [];
    const location = locationOf(facts, command);
    const locationAt = (index: number): Location => {
      const word = command.shell.words[index];
      return word === undefined ? location : locationInCommand(facts, command, word.at);
    };
    return {
      ...execution,
      location,
      locationAt,
      command,
      name,
      subject: `ExecName ${name}`,
      words: command.words,
      isRead: false,
      isAttached: "param" in each,
      severity: "error",
    };
  });
};

/** Where the words behind a command's program are given. */
export const wordsLocation = (facts: ContainerFacts, { command }: CommandExecution): Location =>
  locationOf(facts, { why: command.paramsWhy ?? command.why });

/** The container as a place where files are executed. */
export const containerPlace = ({ plan, view, host, readElf, family, applets }: ContainerFacts): ExecutionPlace => ({
  rootfs: view.rootfs,
  contents: host,
  readElf,
  isUnknown: (path) => isUnknown(view, path),
  noexecOver: ({ path }) => {
    const mount = view.originOf(path)?.mount;
    return mount !== undefined && flagHolds(plan, mount, "noexec") ? mount : undefined;
  },
  family,
  applets,
});
