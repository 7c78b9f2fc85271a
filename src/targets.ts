import type { Diagnostic, Staged } from "./diagnostics/diagnostic.ts";
import { DOBBY, OCI } from "./dobby/target.ts";
import { renderLxccpid } from "./lxc/lxccpid.ts";
import { LXC } from "./lxc/target.ts";
import { type PerContainer, perContainer } from "./plan/per-container.ts";
import type { ContainerPlan, Plan } from "./plan/plan.ts";
import type { LaunchCommands, Lowered, Target } from "./render/target.ts";

/** What containers are made for. */
const TARGETS: readonly Target[] = [LXC, DOBBY, OCI];

export { DOBBY_CODES } from "./dobby/findings.ts";

/** What the overlay holds for no container in particular. */
export const EXTRAS: { readonly lxccpid: () => string } = { lxccpid: renderLxccpid };

/** A container as its target reads it. */
export const lowerContainer: PerContainer<Staged<Lowered>> = perContainer((plan, container) => targetOf(container).lower(plan, container));

/** How a unit starts and stops a container that has a command. */
export const launchCommands = (container: ContainerPlan): LaunchCommands => targetOf(container).launch(container);

const targetOf = (container: ContainerPlan): Target => {
  const target = TARGETS.find(({ id }) => id === container.target);
  if (target === undefined) throw new Error(`${container.target} is no target`);
  return target;
};

/** What is found when the containers of a plan are said as their targets read them. */
export const judgeLowering = (plan: Plan): readonly Diagnostic[] =>
  plan.containers.flatMap((container) => lowerContainer(plan, container).diagnostics);
