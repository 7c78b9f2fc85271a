import type { ContainerPlan, Plan } from "../plan/plan.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { type ContainerView, viewContainer } from "./container-view.ts";
import { changesHost, hostAfterwards } from "./host-afterwards.ts";

/** What a plan leads to on the device. */
export interface Views {
  /** The host with the overlay applied. */
  readonly host: HostRootfs;
  /** What each container sees, by its name. */
  readonly containers: Pick<ReadonlyMap<string, ContainerView>, "get">;
}

/** Looks at the device as it will be. A container is looked at whenever it is asked for: what a stage saw of one can go before it sees the next. */
export const viewDevice = (plan: Plan, rootfs: HostRootfs): Views => {
  const host = hostAfterwards(plan, rootfs);
  return viewsOf(plan, host, (container) => viewContainer({ container, before: rootfs, after: host }));
};

/** Looks at a device as several plans make it; where two make the same of the host, what a container of both sees is looked at once. */
export const deviceViewer = (rootfs: HostRootfs): ((plan: Plan) => Views) => {
  const hosts = new Map<string, HostRootfs>();
  const known = new WeakMap<HostRootfs, WeakMap<ContainerPlan, ContainerView>>();
  return (plan) => {
    const key = changesOf(plan);
    const host = hosts.get(key) ?? hostAfterwards(plan, rootfs);
    hosts.set(key, host);
    const seen = known.get(host) ?? new WeakMap<ContainerPlan, ContainerView>();
    known.set(host, seen);
    return viewsOf(plan, host, (container) => {
      const one = seen.get(container) ?? viewContainer({ container, before: rootfs, after: host });
      seen.set(container, one);
      return one;
    });
  };
};

const viewsOf = ({ containers }: Plan, host: HostRootfs, view: (container: ContainerPlan) => ContainerView): Views => {
  const byName = new Map(containers.map((container) => [container.name, container]));
  const get = (name: string): ContainerView | undefined => {
    const container = byName.get(name);
    return container && view(container);
  };
  return { host, containers: { get } };
};

/** What makes the host another one: see `hostAfterwards`. */
const changesOf = ({ containers }: Plan): string =>
  JSON.stringify(
    containers.flatMap(({ moves, hostEntries }) => [
      ...moves.map(({ path }) => path),
      ...hostEntries.filter(changesHost).map(({ path, content, target, xattrs }) => [path, content, target, [...xattrs]]),
    ]),
  );
