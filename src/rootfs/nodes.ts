import { compareUtf8 } from "../tar/order.ts";
import type { HostNode, Nodes } from "./host-rootfs.ts";
import { baseOf, joinPath, parentOf } from "./paths.ts";

/** Nodes that are at hand, by their paths. */
export const nodesOf = (map: ReadonlyMap<string, HostNode>): Nodes => {
  let names: ReadonlyMap<string, readonly string[]> | undefined;
  return {
    size: map.size,
    get: (path) => map.get(path),
    namesIn: (directory) => (names ??= namesByDirectory(map.keys())).get(directory) ?? [],
    [Symbol.iterator]: () => map.values(),
  };
};

const namesByDirectory = (paths: Iterable<string>): ReadonlyMap<string, readonly string[]> => {
  const names = new Map<string, string[]>();
  for (const path of paths) {
    if (path === "") continue;
    const parent = parentOf(path);
    const known = names.get(parent);
    if (known === undefined) names.set(parent, [baseOf(path)]);
    else known.push(baseOf(path));
  }
  for (const list of names.values()) list.sort(compareUtf8);
  return names;
};

/** Nodes of which some are others now, or gone: `undefined`, which takes what lies below a directory along only if it is named as well. */
export const amendedNodes = (base: Nodes, changes: ReadonlyMap<string, HostNode | undefined>): Nodes => {
  const get = (path: string): HostNode | undefined => (changes.has(path) ? changes.get(path) : base.get(path));
  return {
    size: base.size,
    get,
    namesIn: (directory) => base.namesIn(directory).filter((name) => get(joinPath(directory, name)) !== undefined),
    *[Symbol.iterator]() {
      for (const { path } of base) {
        const node = get(path);
        if (node !== undefined) yield node;
      }
    },
  };
};
