import { type DirectoryIndex, openDirectoryIndex } from "./directory-index.ts";
import type { HostNode, Nodes } from "./host-rootfs.ts";
import { joinPath, parentOf } from "./paths.ts";

/** Nodes that are at hand, by their paths. */
export const nodesOf = (map: ReadonlyMap<string, HostNode>): Nodes => {
  let index: DirectoryIndex | undefined;
  const makeIndex = (): DirectoryIndex => {
    const made = openDirectoryIndex();
    for (const path of map.keys()) if (path !== "") made.pathsIn(parentOf(path)).push(path);
    return made;
  };
  return {
    size: map.size,
    get: (path) => map.get(path),
    namesIn: (directory) => (index ??= makeIndex()).namesIn(directory),
    [Symbol.iterator]: () => map.values(),
  };
};

/** Nodes of which some are others now, or gone: `undefined`, which takes what lies below a directory along only if it is named as well. */
export const amendedNodes = (base: Nodes, changes: ReadonlyMap<string, HostNode | undefined>): Nodes => {
  const gone = [...changes.values()].filter((node) => node === undefined).length;
  const get = (path: string): HostNode | undefined => (changes.has(path) ? changes.get(path) : base.get(path));
  return {
    size: base.size - gone,
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
