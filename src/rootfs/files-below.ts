import { sortByUtf8 } from "../bytes/compare-utf8.ts";
import { type DirectoryTree, indicesIn, inodeOf } from "./directory-tree.ts";
import type { FilesBelow, HostNode, Nodes } from "./host-rootfs.ts";
import { mayBegin } from "./may-begin.ts";

/** Looks through a tree without making nodes of what isn't looked for. */
export const filesBelow = (tree: DirectoryTree, get: Nodes["get"], top: string, wanted: number): FilesBelow => {
  const { entries, directories } = tree;
  const found = new Set<string>();
  const begins = (index: number): boolean => {
    const type = entries.typeAt(index);
    if (type !== "file" && type !== "hardlink") return false;
    const magic = entries.magicAt(type === "file" ? index : inodeOf(tree, index));
    return magic === 0 || magic === wanted;
  };
  let size = 0;
  const pending = [top];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    size += 1;
    const directory = directories.get(path);
    if (directory === undefined) {
      found.add(path);
      continue;
    }
    for (const index of indicesIn(directory)) {
      size += 1;
      if (begins(index)) found.add(entries.pathAt(index));
    }
    pending.push(...(directory.directories ?? []));
  }
  return { size, files: inOrder([...found].flatMap((path) => get(path) ?? []).filter((node) => mayBegin(node, wanted))) };
};

/** Parents first, and the names in a directory in the order of their bytes. */
export const inOrder = (nodes: HostNode[]): readonly HostNode[] => sortByUtf8(nodes, ({ path }) => path.replaceAll("/", "\0"));
