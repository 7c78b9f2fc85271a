import type { Diagnostic, Staged } from "../diagnostics/diagnostic.ts";
import { firstFindings } from "../diagnostics/first-findings.ts";
import {
  entryBelowOther,
  hardLinkToDirectory,
  hardLinkWithoutTarget,
  reservedName,
  tooManyImpliedDirectories,
} from "../diagnostics/rootfs.ts";
import { NO_XATTRS } from "../tar/entry.ts";
import type { EntryTable } from "../tar/entry-table.ts";
import type { ByteSource } from "../tar/source.ts";
import { type DirectoryIndex, isDirectlyIn, openDirectoryIndex } from "./directory-index.ts";
import type { HostNode, HostRootfs, Nodes } from "./host-rootfs.ts";
import { parentOf } from "./paths.ts";

/** Directories without an entry. A tarball of files alone may have some thousands; long paths could name a thousand each. */
export const MAX_IMPLIED: number = 1 << 16;

/** In place of an entry's index: a directory that none names. */
const IMPLIED = -1;

/**
 * The rootfs that unpacking the tarball's entries in their order gives: of equal paths the last one stands, a hard link is the inode its
 * target had at that point, and directories that no entry names are 0755 root with mtime 0. `file` is the tarball's name for diagnostics.
 */
export const buildHostRootfs = (entries: EntryTable, source: ByteSource, file: string): Staged<HostRootfs> => {
  const { found, report } = firstFindings();
  const tree: Tree = { entries, file, report, inodes: new Map(), directories: openDirectoryIndex() };
  for (let index = 0; index < entries.length; index++) {
    const inode = entries.types[index] === "hardlink" ? linkedInode(tree, index) : index;
    if (inode !== undefined) tree.inodes.set(entries.paths[index] ?? "", inode);
  }
  completeParents(tree);
  return { value: { file, source, nodes: nodesOfTree(tree) }, diagnostics: found };
};

/** A rootfs in the making: at each path the inode, by the index of the entry that made it. */
interface Tree {
  readonly entries: EntryTable;
  readonly file: string;
  readonly report: (diagnostic: Diagnostic) => void;
  readonly inodes: Map<string, number>;
  readonly directories: DirectoryIndex;
}

/** The metadata of an inode is one for all its names, so the link entry's own is not looked at. */
const linkedInode = (tree: Tree, index: number): number | undefined => {
  const { path, target, headerOffset } = tree.entries.at(index);
  const inode = tree.inodes.get(target);
  if (inode !== undefined && typeOf(tree, inode) !== "directory") return inode;
  tree.report((inode === undefined ? hardLinkWithoutTarget : hardLinkToDirectory)(tree.file, headerOffset, path, target));
  return undefined;
};

/** The entry that makes an inode is no hard link; what none makes is a directory. */
const typeOf = ({ entries }: Tree, inode: number): HostNode["type"] => (entries.types[inode] ?? "directory") as HostNode["type"];

/** Adds the directories without an entry, the root among them; reports reserved names and, each once, parents that are no directories. */
const completeParents = (tree: Tree): void => {
  const { entries, inodes, directories, file, report } = tree;
  const reported = new Set<string>();
  const limit = inodes.size + MAX_IMPLIED;
  let known = "";
  let neighbours = directories.pathsIn(known);
  if (!inodes.has("")) inodes.set("", IMPLIED);
  for (let index = 0; index < entries.length; index++) {
    const path = entries.paths[index] ?? "";
    // Neighbours mostly share their directory, which needs to be looked at only once.
    if (isDirectlyIn(path, known) && path.charCodeAt(known.length + 1) !== DOT) {
      neighbours.push(path);
      continue;
    }
    if (path === "") continue;
    known = parentOf(path);
    neighbours = directories.pathsIn(known);
    neighbours.push(path);
    if (path.includes(".wh.") && /(?:^|\/)\.wh\./.test(path)) report(reservedName(file, entries.at(index).headerOffset, path));
    const blocker = addParents(tree, known);
    if (inodes.size > limit) return report(tooManyImpliedDirectories(file, entries.at(index).headerOffset, MAX_IMPLIED));
    if (blocker === undefined || reported.has(blocker.path)) continue;
    reported.add(blocker.path);
    report(entryBelowOther(file, entries.at(index).headerOffset, path, blocker.path, blocker.type));
  }
};

const DOT = 0x2e;

/** Adds what is missing of a directory and its parents; the nearest one that is there is returned if it is no directory. */
const addParents = (tree: Tree, directory: string): { readonly path: string; readonly type: HostNode["type"] } | undefined => {
  const { inodes, directories } = tree;
  let above = directory;
  while (!inodes.has(above)) above = parentOf(above);
  const type = typeOf(tree, inodes.get(above) ?? IMPLIED);
  if (type !== "directory") return { path: above, type };
  for (let path = directory; path !== above; path = parentOf(path)) {
    inodes.set(path, IMPLIED);
    directories.pathsIn(parentOf(path)).push(path);
  }
  return undefined;
};

/** A node is made when it is first asked for. */
const nodesOfTree = ({ entries, inodes, directories }: Tree): Nodes => {
  const made = new Map<string, HostNode>();
  const make = (path: string, inode: number): HostNode =>
    inode === IMPLIED ? impliedDirectory(path) : ({ ...entries.at(inode), path } as HostNode);
  return {
    size: inodes.size,
    get: (path) => {
      const known = made.get(path);
      const inode = inodes.get(path);
      if (known !== undefined || inode === undefined) return known;
      const node = make(path, inode);
      made.set(path, node);
      return node;
    },
    namesIn: directories.namesIn,
    *[Symbol.iterator]() {
      for (const [path, inode] of inodes) yield made.get(path) ?? make(path, inode);
    },
  };
};

/** A directory that no entry names. */
export const impliedDirectory = (path: string): HostNode => ({
  path,
  type: "directory",
  mode: 0o755,
  uid: 0,
  gid: 0,
  mtime: 0,
  size: 0,
  target: "",
  devMajor: 0,
  devMinor: 0,
  xattrs: NO_XATTRS,
  // Directories have no content that could lie anywhere.
  contentOffset: -1,
});
