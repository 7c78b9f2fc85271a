import { joinPath } from "../rootfs/paths.ts";
import type { Plan, PlanEntry } from "../plan/plan.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { bytesOfXattrs } from "../plan/xattrs.ts";
import { amendedNodes } from "../rootfs/amended-nodes.ts";

/** The host's rootfs with the overlay applied: what any container moves away is gone, files that are carried have their capabilities. */
export const hostAfterwards = (plan: Plan, rootfs: HostRootfs): HostRootfs => {
  const removed = plan.containers.flatMap((container) => container.removed);
  const own = new Set(plan.containers.map(({ name }) => `container/${name}`));
  const isOwn = ({ path }: PlanEntry): boolean => own.has(path.split("/", 2).join("/"));
  const carried = plan.containers.flatMap(({ entries }) => entries.filter((entry) => entry.content.kind === "host" && !isOwn(entry)));
  if (removed.length === 0 && carried.length === 0) return rootfs;
  const changes = new Map<string, HostNode | undefined>();
  for (const path of removed) {
    for (const node of subtreeOf(rootfs, path.slice(1))) changes.set(node.path, undefined);
  }
  for (const entry of carried) {
    const node = rootfs.nodes.get(entry.path);
    if (node !== undefined && !changes.has(entry.path)) changes.set(entry.path, { ...node, xattrs: bytesOfXattrs(entry) });
  }
  return { ...rootfs, nodes: amendedNodes(rootfs.nodes, changes) };
};

/** A node, given by its real path, and everything below it, parents first. */
export function* subtreeOf(rootfs: HostRootfs, path: string): Generator<HostNode> {
  const pending = [path];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const node = rootfs.nodes.get(at);
    if (node === undefined) continue;
    yield node;
    if (node.type !== "directory") continue;
    for (const name of rootfs.nodes.namesIn(at).toReversed()) pending.push(joinPath(at, name));
  }
}
