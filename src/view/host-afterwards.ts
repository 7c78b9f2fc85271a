import type { Plan } from "../plan/plan.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { amendedNodes } from "../rootfs/amended-nodes.ts";
import { subtreeOf } from "../rootfs/subtree.ts";

/** The host's rootfs with the overlay applied: what any container moves away is gone, files that are carried have their capabilities. */
export const hostAfterwards = (plan: Plan, rootfs: HostRootfs): HostRootfs => {
  const moves = plan.containers.flatMap((container) => container.moves);
  const carried = plan.containers.flatMap(({ hostEntries }) => hostEntries.filter(({ content }) => content.kind === "host"));
  if (moves.length === 0 && carried.length === 0) return rootfs;
  const changes = new Map<string, HostNode | undefined>();
  for (const { path } of moves) {
    for (const node of subtreeOf(rootfs, path)) changes.set(node.path, undefined);
  }
  for (const entry of carried) {
    const node = rootfs.nodes.get(entry.path);
    if (node !== undefined && !changes.has(entry.path)) changes.set(entry.path, { ...node, xattrs: entry.xattrs });
  }
  return { ...rootfs, nodes: amendedNodes(rootfs.nodes, changes) };
};
