import type { HostNode, Nodes } from "./host-rootfs.ts";
import { joinPath } from "./paths.ts";

/** Nodes of which some are others now, or gone: `undefined`, which takes what lies below a directory along only if it is named as well. */
export const amendedNodes = (base: Nodes, changes: ReadonlyMap<string, HostNode | undefined>): Nodes => {
  const get = (path: string): HostNode | undefined => (changes.has(path) ? changes.get(path) : base.get(path));
  return {
    size: base.size,
    get,
    namesIn: (directory) => base.namesIn(directory).filter((name) => get(joinPath(directory, name)) !== undefined),
    symlinks: () => remaining(base.symlinks(), get),
    [Symbol.iterator]: () => remaining(base, get),
  };
};

function* remaining(nodes: Iterable<HostNode>, get: Nodes["get"]): Generator<HostNode> {
  for (const { path } of nodes) {
    const node = get(path);
    if (node !== undefined) yield node;
  }
}
