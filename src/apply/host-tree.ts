import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { addParents, IMPLIED_DIRECTORY, type Inode, NO_BYTES, put, type Tree } from "./tree.ts";

/** The host's tree, in which the names of a hard-link group share their inode. */
export const hostTree = ({ nodes, source }: HostRootfs): Tree => {
  const tree: Tree = new Map();
  const inodes = new Map<number, Inode>();
  put(tree, "", IMPLIED_DIRECTORY);
  const inodeOf = (node: HostNode): Inode => {
    // Only a directory that no entry names lies nowhere.
    if (node.contentOffset < 0) return IMPLIED_DIRECTORY;
    const known = inodes.get(node.contentOffset);
    if (known !== undefined) return known;
    const content = node.type === "file" ? { source, offset: node.contentOffset, length: node.size } : NO_BYTES;
    const inode = { header: node, content };
    inodes.set(node.contentOffset, inode);
    return inode;
  };
  for (const node of nodes) {
    addParents(tree, node.path);
    put(tree, node.path, inodeOf(node));
  }
  return tree;
};
