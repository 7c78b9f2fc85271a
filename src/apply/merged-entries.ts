import type { NewEntry } from "../tar/entry.ts";
import { compareUtf8 } from "../bytes/compare-utf8.ts";
import { sortEntries } from "../tar/order.ts";
import { IMPLIED_DIRECTORY, type Inode, NO_BYTES, type Tree, type TreeNode } from "./tree.ts";

/** The tree as sorted entries. Of a hard-link group the first name in byte order carries the data, and the others link to it. */
export const mergedEntries = (tree: Tree): NewEntry[] => {
  const carriers = carriersOf(tree);
  const entries: NewEntry[] = [];
  for (const node of tree.values()) {
    // A root that no archive names is not the archive's to speak of.
    if (node.path === "" && node.inode === IMPLIED_DIRECTORY) continue;
    const carrier = carriers.get(node.inode);
    entries.push(carrier === undefined || carrier === node.path ? dataEntry(node) : linkEntry(node, carrier));
  }
  return sortEntries(entries);
};

/** The name of each inode that carries its data; directories have one name anyway. */
const carriersOf = (tree: Tree): ReadonlyMap<Inode, string> => {
  const carriers = new Map<Inode, string>();
  for (const { path, inode } of tree.values()) {
    if (inode.header.type === "directory") continue;
    const first = carriers.get(inode);
    if (first === undefined || compareUtf8(path, first) < 0) carriers.set(inode, path);
  }
  return carriers;
};

const dataEntry = ({ path, inode: { header, content } }: TreeNode): NewEntry => ({
  path,
  type: header.type,
  mode: header.type === "symlink" ? 0o777 : header.mode,
  uid: header.uid,
  gid: header.gid,
  mtime: header.mtime,
  size: header.size,
  target: header.target,
  devMajor: header.devMajor,
  devMinor: header.devMinor,
  xattrs: header.xattrs,
  content,
});

const linkEntry = (node: TreeNode, target: string): NewEntry => ({
  ...dataEntry(node),
  type: "hardlink",
  size: 0,
  target,
  devMajor: 0,
  devMinor: 0,
  content: NO_BYTES,
});
