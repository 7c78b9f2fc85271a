import { compareUtf8 } from "../bytes/compare-utf8.ts";
import { itemAt } from "../bytes/item-at.ts";
import type { DirectoryTree } from "./directory-tree.ts";
import { impliedDirectory } from "./implied-directory.ts";
import type { HostNode } from "./host-rootfs.ts";

/** All nodes of a tree, the root first, in the order that their names have in an archive: that of a directory ends in a slash. None is kept. */
export function* nodesInOrder(tree: DirectoryTree): Generator<HostNode> {
  yield nodeOf(tree, { path: "", inode: rootOf(tree) });
  const open = [namesIn(tree, "")];
  for (let names = open.at(-1); names !== undefined; names = open.at(-1)) {
    const name = names.pop();
    if (name === undefined) {
      open.pop();
      continue;
    }
    yield nodeOf(tree, name);
    if (tree.directories.has(name.path)) open.push(namesIn(tree, name.path));
  }
}

interface Name {
  readonly path: string;
  /** The index of the entry that made what it leads to; `undefined` for a directory that no entry names. */
  readonly inode: number | undefined;
}

const nodeOf = ({ entries }: DirectoryTree, { path, inode }: Name): HostNode =>
  inode === undefined ? impliedDirectory(path) : (entries.at(inode, path) as HostNode);

const rootOf = ({ entries, directories }: DirectoryTree): number | undefined => {
  let root: number | undefined;
  for (const index of directories.get("")?.indices ?? []) if (entries.pathAt(index) === "") root = index;
  return root;
};

/** The names in a directory, the last one first. */
const namesIn = ({ entries, directories, links }: DirectoryTree, directory: string): Name[] => {
  const { indices = [], directories: below = [] } = directories.get(directory) ?? {};
  const inodes = new Map<string, number | undefined>(below.map((path) => [path, undefined]));
  for (const index of indices) {
    const path = entries.pathAt(index);
    if (path !== "") inodes.set(path, links.get(index) ?? index);
  }
  const keyed = [...inodes].map(([path, inode]) => {
    const isDirectory = inode === undefined || entries.typeAt(inode) === "directory";
    return { path, inode, name: isDirectory ? `${path}/` : path };
  });
  // Most archives are in that order already.
  const isSorted = keyed.every(({ name }, at) => at === 0 || compareUtf8(itemAt(keyed, at - 1).name, name) < 0);
  return (isSorted ? keyed : keyed.sort((a, b) => compareUtf8(a.name, b.name))).reverse();
};
