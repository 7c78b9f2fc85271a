import { compareUtf8 } from "../bytes/compare-utf8.ts";
import { itemAt } from "../bytes/item-at.ts";
import { type DirectoryTree, indicesIn, inodeAt, inodeOf } from "./directory-tree.ts";
import { impliedDirectory } from "./implied-directory.ts";
import type { HostNode } from "./host-rootfs.ts";

/** All nodes of a tree, the root first, in the order that their names have in an archive: that of a directory ends in a slash. None is kept. */
export function* nodesInOrder(tree: DirectoryTree): Generator<HostNode> {
  yield nodeOf(tree, { path: "", inode: inodeAt(tree, ""), name: "" });
  const open = [namesIn(tree, "")];
  for (let names = open.at(-1); names !== undefined; names = open.at(-1)) {
    const name = names.pop();
    if (name === undefined) {
      open.pop();
      continue;
    }
    yield nodeOf(tree, name);
    if (name.path !== name.name && tree.directories.has(name.path)) open.push(namesIn(tree, name.path));
  }
}

interface Name {
  readonly path: string;
  /** The index of the entry that made what it leads to; `undefined` for a directory that no entry names. */
  readonly inode: number | undefined;
  /** As it stands in the archive: that of a directory ends in a slash. */
  readonly name: string;
}

const nodeOf = ({ entries }: DirectoryTree, { path, inode }: Name): HostNode =>
  inode === undefined ? impliedDirectory(path) : (entries.at(inode, path) as HostNode);

/** The names in a directory, the last one first. */
const namesIn = (tree: DirectoryTree, directory: string): Name[] => {
  const names = namesAsTheyCome(tree, directory);
  return (isInOrder(names, directory.length) ? names : inOrder(names)).reverse();
};

/** The names in a directory in the order of the archive: of directories without an entry first, and one for each entry. */
const namesAsTheyCome = (tree: DirectoryTree, directory: string): Name[] => {
  const { entries, directories } = tree;
  const there = directories.get(directory);
  if (there === undefined) return [];
  const names: Name[] = [];
  const unnamed = new Set(there.directories);
  for (const index of indicesIn(there)) {
    const type = entries.typeAt(index);
    const path = entries.pathAt(index);
    if (path === "") continue;
    const isDirectory = type === "directory";
    if (isDirectory) unnamed.delete(path);
    names.push({ path, inode: type === "hardlink" ? inodeOf(tree, index) : index, name: isDirectory ? `${path}/` : path });
  }
  if (unnamed.size === 0) return names;
  return [...[...unnamed].map((path) => ({ path, inode: undefined, name: `${path}/` })), ...names];
};

/** Whether names are in the order of an archive, as most archives have them, and each path comes once. They have so many bytes in common at least. */
const isInOrder = (names: readonly Name[], common: number): boolean => {
  for (let at = 1; at < names.length; at++) {
    const { path, name } = itemAt(names, at);
    if (compareUtf8(itemAt(names, at - 1).name, name, common) >= 0) return false;
    if (path !== name && isAmongThoseBefore(names, at)) return false;
  }
  return true;
};

/** Whether the path of a directory stands among the names before its own, which are in order, as that of something else. */
const isAmongThoseBefore = (names: readonly Name[], at: number): boolean => {
  const { path } = itemAt(names, at);
  for (let before = at - 1; before >= 0 && itemAt(names, before).path.startsWith(path); before--) {
    if (itemAt(names, before).path === path) return true;
  }
  return false;
};

/** Of equal paths the last one stands. */
const inOrder = (names: readonly Name[]): Name[] =>
  [...new Map(names.map((name) => [name.path, name])).values()].sort((a, b) => compareUtf8(a.name, b.name));
