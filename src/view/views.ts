import type { Plan } from "../plan/plan.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { type ContainerView, viewContainer } from "./container-view.ts";
import { hostAfterwards } from "./host-afterwards.ts";

/** What a plan leads to on the device. */
export interface Views {
  /** The host with the overlay applied. */
  readonly host: HostRootfs;
  /** What each container sees, by its name. */
  readonly containers: ReadonlyMap<string, ContainerView>;
}

/** Looks at the device as it will be, once for all stages that judge or tell of it. */
export const viewDevice = (plan: Plan, rootfs: HostRootfs): Views => {
  const host = hostAfterwards(plan, rootfs);
  const view = (container: Plan["containers"][number]): ContainerView => viewContainer({ container, before: rootfs, after: host });
  return { host, containers: new Map(plan.containers.map((container) => [container.name, view(container)])) };
};
