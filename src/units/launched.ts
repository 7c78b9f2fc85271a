import { containerWhy } from "../plan/container-why.ts";
import type { LauncherPlan } from "../plan/launcher-plan.ts";
import type { ContainerPlan } from "../plan/plan.ts";

/** What a container starts with: a launcher, or what starts its bundle. */
export type Launching = Pick<LauncherPlan, "name" | "start" | "attaches" | "pause" | "why">;

/** A container that something starts. */
export interface Launched extends Omit<ContainerPlan, "launcher"> {
  readonly launcher: Launching;
  /** The container as it was planned. */
  readonly plan: ContainerPlan;
}

/** A bundle has no launcher: its unit has the bundle's own name. */
export const launchedOf = (plan: ContainerPlan): Launched | undefined => {
  const { launcher, bundle, name } = plan;
  if (launcher !== undefined) return { ...plan, launcher, plan };
  if (bundle?.start === undefined) return undefined;
  return { ...plan, launcher: { name, start: bundle.start, attaches: [], pause: "sleep", why: containerWhy(plan) }, plan };
};

/** The unit of a container. */
export const unitOf = ({ launcher }: Pick<Launched, "launcher">): string => `${launcher.name}.service`;

/** The unit of a process that joins a container. */
export const unitOfAttach = ({ launcher }: Pick<Launched, "launcher">, param: string): string => `${launcher.name}-${param}.service`;
