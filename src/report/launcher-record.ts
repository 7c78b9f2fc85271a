import { containerPaths, launcherPath } from "../plan/container-paths.ts";
import type { CommandPlan } from "../plan/launcher-plan.ts";
import type { ContainerPlan } from "../plan/plan.ts";

/** A container's launcher as a report tells of it, for whoever makes units or lists of programs. */
export interface LauncherRecord {
  /** On the device. */
  readonly path: string;
  /** Whether it takes `stop`. */
  readonly stop: boolean;
  readonly programs: readonly ProgramRecord[];
}

/** What the launcher starts in the container, by the word that it is called with: `start`, or a ParamName. */
export interface ProgramRecord {
  readonly name: string;
  /** The first word of the command; where the shell computes that, as it is written. */
  readonly program: string;
  /** Whether systemd is notified of it. */
  readonly notify: boolean;
}

export const launcherRecord = ({ name, launcher }: ContainerPlan): LauncherRecord | undefined =>
  launcher && {
    path: `/${launcherPath(containerPaths(name), launcher.name)}`,
    stop: launcher.stop !== undefined,
    programs: [programRecord("start", launcher.start), ...launcher.attaches.map((attach) => programRecord(attach.param, attach))],
  };

const programRecord = (name: string, { command }: { readonly command: CommandPlan }): ProgramRecord => ({
  name,
  program: command.words[0] ?? command.text.slice(0, command.nameLength),
  notify: command.notify !== undefined,
});
