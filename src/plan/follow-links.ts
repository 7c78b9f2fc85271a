import { targetPath } from "../rootfs/paths.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";

/** What stands at a path and, where that is a symlink, what each link leads to, up to what is none, is missing or was there before. */
export const followLinks = (rootfs: HostRootfs, path: string): readonly HostNode[] => {
  const nodes: HostNode[] = [];
  let found = lookup(rootfs, path, { followLast: false });
  while (found.kind === "found" && !nodes.includes(found.node)) {
    const { node } = found;
    nodes.push(node);
    if (node.type !== "symlink") break;
    found = lookup(rootfs, targetPath(node.path, node.target), { followLast: false });
  }
  return nodes;
};
