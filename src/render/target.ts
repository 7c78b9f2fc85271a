import type { Staged } from "../diagnostics/diagnostic.ts";
import type { ContainerPlan, Plan } from "../plan/plan.ts";
import type { Why } from "../plan/why.ts";
import type { TextLine } from "./text-line.ts";

/** What starts containers on the device, and so says what a container's directory holds beside its rootfs. */
export interface Target {
  readonly id: ContainerPlan["target"];
  /** Says a container as the target reads it; what that loses, or can't say, is reported. */
  readonly lower: (plan: Plan, container: ContainerPlan) => Staged<Lowered>;
  /** How a unit starts and stops a container that has a command. */
  readonly launch: (container: ContainerPlan) => LaunchCommands;
}

/** Commands on the device that handle a container, of words that sh and systemd read alike. */
export interface LaunchCommands {
  /** Below it lies all that the container is made of. */
  readonly directory: string;
  readonly start: string;
  readonly stop: string;
  /** What only LXC's launchers can: `wait` ends when the container does, `join` starts the process of an Attach. */
  readonly launcher?: { readonly wait: string; readonly join: (param: string) => string };
  /** The unit of the daemon that starts and watches the container, where one does: `start` ends when that has started it. */
  readonly daemon?: string;
}

/** What a container's directory holds for its target. */
export interface Lowered {
  /** Of the container's directory. */
  readonly directoryMode: number;
  /** Beside the rootfs and what every container has, in the order of their paths. */
  readonly directories: readonly LoweredDirectory[];
  readonly files: readonly LoweredFile[];
}

/** A directory of root that only root may enter. */
export interface LoweredDirectory {
  /** Relative to the device's root. */
  readonly path: string;
  readonly why: Why;
}

/** A file of root. */
export interface LoweredFile extends LoweredDirectory {
  readonly mode: number;
  readonly lines: () => readonly TextLine[];
}
