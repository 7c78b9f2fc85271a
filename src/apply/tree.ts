import { parentOf } from "../rootfs/paths.ts";
import { impliedDirectory } from "../rootfs/tree-nodes.ts";
import type { EntryHeader } from "../tar/entry.ts";
import type { Content } from "../bytes/source.ts";

/** What a name leads to; the names of a hard-link group share one object. The path in `header` is of no meaning. */
export interface Inode {
  readonly header: EntryHeader;
  readonly content: Content;
}

export interface TreeNode {
  readonly path: string;
  inode: Inode;
  /** Paths of what lies in it, if it is a directory. */
  readonly children: Set<string>;
}

/** A rootfs by its paths. The root, the empty string, is always there, and so is the directory of every other node. */
export type Tree = Map<string, TreeNode>;

export const NO_BYTES: Uint8Array = new Uint8Array();

export const IMPLIED_DIRECTORY: Inode = { header: impliedDirectory(""), content: NO_BYTES };

/** Gives a path this inode, its directory being there. What a directory holds stays, if it stays a directory. */
export const put = (tree: Tree, path: string, inode: Inode): void => {
  const node = tree.get(path);
  if (node !== undefined) {
    node.inode = inode;
    return;
  }
  tree.set(path, { path, inode, children: new Set() });
  if (path !== "") tree.get(parentOf(path))?.children.add(path);
};

/** Removes a path with all that lies below it. */
export const remove = (tree: Tree, path: string): void => {
  clear(tree, path);
  tree.delete(path);
  tree.get(parentOf(path))?.children.delete(path);
};

/** Removes what lies in a directory. */
export const clear = (tree: Tree, path: string): void => {
  for (const child of tree.get(path)?.children ?? []) remove(tree, child);
};

/** The nearest node above a path; the path can be in the tree if this is a directory. */
export const nearestAbove = (tree: Tree, path: string): TreeNode => {
  const parent = parentOf(path);
  return tree.get(parent) ?? nearestAbove(tree, parent);
};

/** Adds the directories above a path that no entry names. */
export const addParents = (tree: Tree, path: string): void => {
  const parent = parentOf(path);
  if (tree.has(parent)) return;
  addParents(tree, parent);
  put(tree, parent, IMPLIED_DIRECTORY);
};
