import type { LauncherPlan } from "../plan/launcher-plan.ts";
import type { ContainerPlan } from "../plan/plan.ts";

/** A container that has a launcher. */
export interface Launched extends ContainerPlan {
  readonly launcher: LauncherPlan;
}

export const isLaunched = (container: ContainerPlan): container is Launched => container.launcher !== undefined;

/** The unit of a container. */
export const unitOf = ({ launcher }: Pick<Launched, "launcher">): string => `${launcher.name}.service`;

/** The unit of a process that joins a container. */
export const unitOfAttach = ({ launcher }: Pick<Launched, "launcher">, param: string): string => `${launcher.name}-${param}.service`;
