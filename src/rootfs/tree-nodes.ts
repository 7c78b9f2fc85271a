import { sortUtf8 } from "../bytes/compare-utf8.ts";
import { type DirectoryTree, indicesIn, inodeAt } from "./directory-tree.ts";
import { filesBelow } from "./files-below.ts";
import type { HostNode, Nodes } from "./host-rootfs.ts";
import { impliedDirectory } from "./implied-directory.ts";
import { nodesInOrder } from "./nodes-in-order.ts";
import { baseOf } from "./paths.ts";

/** The nodes of a tree that is complete, made when they are asked for. */
export const nodesOfTree = (tree: DirectoryTree): Nodes => {
  const { entries, directories } = tree;
  const nodes = new Map<string, HostNode>();
  const names = new Map<string, readonly string[]>();
  let linked: ReadonlySet<number> | undefined;
  const make = (path: string): HostNode | undefined => {
    const inode = inodeAt(tree, path);
    if (inode !== undefined) return entries.at(inode, path) as HostNode;
    return directories.has(path) ? impliedDirectory(path) : undefined;
  };
  const get = (path: string): HostNode | undefined => {
    const known = nodes.get(path);
    if (known !== undefined) return known;
    const made = make(path);
    if (made !== undefined) nodes.set(path, made);
    return made;
  };
  return {
    size: entries.length + directories.size,
    get,
    namesIn: (directory) => {
      const known = names.get(directory) ?? sortedNames(tree, directory);
      names.set(directory, known);
      return known;
    },
    filesBelow: (path, magic) => filesBelow(tree, get, path, magic),
    *symlinks() {
      const seen = new Set<string>();
      for (let index = 0; index < entries.length; index++) {
        const type = entries.typeAt(index);
        if (type !== "symlink" && type !== "hardlink") continue;
        const node = get(entries.pathAt(index));
        // A later entry may have taken its path.
        if (node?.type !== "symlink" || seen.has(node.path)) continue;
        seen.add(node.path);
        yield node;
      }
    },
    isLinked: (contentOffset) => (linked ??= linkedIn(tree)).has(contentOffset),
    [Symbol.iterator]: () => nodesInOrder(tree),
  };
};

/** Where the content lies of inodes that entries link to. */
const linkedIn = ({ entries, links }: DirectoryTree): ReadonlySet<number> =>
  new Set([...links.values()].map((inode) => entries.at(inode).contentOffset));

const sortedNames = ({ entries, directories }: DirectoryTree, path: string): readonly string[] => {
  const directory = directories.get(path);
  const inside = directory === undefined ? [] : indicesIn(directory).map((index) => baseOf(entries.pathAt(index)));
  const names = new Set([...inside, ...(directory?.directories?.map(baseOf) ?? [])]);
  // The root lies in itself.
  names.delete("");
  return sortUtf8([...names]);
};
