import { type ContainerContext, containerContexts } from "../check/container-context.ts";
import { once } from "../check/once.ts";
import { readable } from "../check/recorded-plan.ts";
import type { Config } from "../model/config.ts";
import type { Options } from "../model/options.ts";
import type { ContainerPlan, Plan } from "../plan/plan.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { deviceViewer, type Views } from "../view/views.ts";
import { indexOverlay, type OverlayIndex } from "./overlay-index.ts";

/** A plan, and what explanations look up in it. */
export interface ExplainedDevice {
  readonly plan: Plan;
  readonly overlay: OverlayIndex;
  readonly views: Views;
  readonly rootfs: HostRootfs;
  readonly config: Config;
  readonly options: Options;
  /** What the rules see of a container: its programs, and what they load. */
  readonly contextOf: (container: ContainerPlan) => ContainerContext | undefined;
}

export const explainedDevice = (planned: Pick<ExplainedDevice, "plan" | "rootfs" | "config" | "options">): ExplainedDevice => {
  const { plan, rootfs } = planned;
  const views = deviceViewer(rootfs)(plan);
  // Most questions need none.
  const contexts = once(() => containerContexts({ ...planned, views }));
  const known = new Map<ContainerPlan, ContainerContext | undefined>();
  const contextOf = (container: ContainerPlan): ContainerContext | undefined => {
    const view = views.containers.get(container.name);
    const context = known.get(container) ?? (view && contexts()(readable(container), view));
    known.set(container, context);
    return context;
  };
  return { ...planned, views, overlay: indexOverlay(plan), contextOf };
};
