import type { HostNode, HostRootfs } from "./host-rootfs.ts";
import { joinPath } from "./paths.ts";

/** A node, given by its real path, and everything below it, parents first. */
export function* subtreeOf(rootfs: HostRootfs, path: string): Generator<HostNode> {
  const pending = [path];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const node = rootfs.nodes.get(at);
    if (node === undefined) continue;
    yield node;
    if (node.type !== "directory") continue;
    for (const name of [...rootfs.nodes.namesIn(at)].reverse()) pending.push(joinPath(at, name));
  }
}
