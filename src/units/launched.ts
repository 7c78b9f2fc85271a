import { containerPaths, launcherPath } from "../plan/container-paths.ts";
import type { LauncherPlan } from "../plan/launcher-plan.ts";
import type { ContainerPlan } from "../plan/plan.ts";

/** The commands with which a unit handles a container, as sh and systemd read them alike. Another kind of container has its own. */
export interface LaunchCommands {
  /** Below it lies all that the container is made of. */
  readonly directory: string;
  readonly start: string;
  readonly stop: string;
  /** Ends when the container does. */
  readonly wait: string;
  /** Starts the process of an Attach. */
  readonly join: (param: string) => string;
}

/** A container that has a launcher. */
export interface Launched extends ContainerPlan {
  readonly launcher: LauncherPlan;
}

export const isLaunched = (container: ContainerPlan): container is Launched => container.launcher !== undefined;

/** The commands of a container of LXC: lxc-stop(1), lxc-wait(1), and its launcher. */
export const launchCommands = ({ name, launcher }: Launched): LaunchCommands => {
  const paths = containerPaths(name);
  const script = `/${launcherPath(paths, launcher.name)}`;
  return {
    directory: `/${paths.directory}`,
    start: `${script} start`,
    stop: launcher.stop === undefined ? `/usr/bin/lxc-stop -n ${launcher.containerName}` : `${script} stop`,
    wait: `/usr/bin/lxc-wait -n ${launcher.containerName} -s STOPPED`,
    join: (param) => `${script} ${param}`,
  };
};

/** The unit of a container. */
export const unitOf = ({ launcher }: Pick<Launched, "launcher">): string => `${launcher.name}.service`;

/** The unit of a process that joins a container. */
export const unitOfAttach = ({ launcher }: Pick<Launched, "launcher">, param: string): string => `${launcher.name}-${param}.service`;
