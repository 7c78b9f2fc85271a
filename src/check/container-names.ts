import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { baseOf } from "../rootfs/paths.ts";
import { subtreeOf } from "../rootfs/subtree.ts";
import type { ContainerView } from "../view/container-view.ts";
import { once } from "./once.ts";

/** Gathers the names below paths of the host, each path once, however many containers show it. */
export const namesBelow = (host: HostRootfs): ((path: string) => ReadonlySet<string>) => {
  const known = new Map<string, ReadonlySet<string>>();
  return (path) => {
    const names = known.get(path) ?? new Set([...subtreeOf(host, path)].map((node) => baseOf(node.path)));
    known.set(path, names);
    return names;
  };
};

/** Whether something in a container has a name, wherever it lies. */
export const namesIn = ({ layers }: ContainerView, below: (path: string) => ReadonlySet<string>): ((name: string) => boolean) => {
  const shown = once(() =>
    [...layers.values()].flatMap(({ bound, node }) => (bound !== undefined && node?.type === "directory" ? [below(bound)] : [])),
  );
  const places = once(() => new Set([...layers.keys()].map(baseOf)));
  return (name) => places().has(name) || shown().some((names) => names.has(name));
};
