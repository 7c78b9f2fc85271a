import type { Diagnostic, Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { entryBelowOther, hardLinkToDirectory, hardLinkWithoutTarget, reservedName, tooManyImpliedDirectories } from "./findings.ts";
import type { EntryTable } from "../tar/entry-table.ts";
import type { ByteSource } from "../bytes/source.ts";
import { addTo, type Directory, type DirectoryTree, findInodes, firstIn, inodeAt, openTree } from "./directory-tree.ts";
import type { HostRootfs } from "./host-rootfs.ts";
import { baseOf, parentOf } from "./paths.ts";
import { nodesOfTree } from "./tree-nodes.ts";

/** Directories without an entry. A tarball of files alone may have some thousands; long paths could name a thousand each. */
export const MAX_IMPLIED: number = 1 << 16;

/**
 * The rootfs that unpacking the tarball's entries in their order gives: of equal paths the last one stands, a hard link is the inode its
 * target had at that point, and directories that no entry names are 0755 root with mtime 0. `file` is the tarball's name for diagnostics.
 */
export const buildHostRootfs = (entries: EntryTable, source: ByteSource, file: string): Staged<HostRootfs> => {
  const { found, report } = collectFindings("first");
  const tree = openTree(entries);
  const building = { tree, file, report };
  plantEntries(building);
  judgeDirectories(building);
  return { value: { file, source, nodes: nodesOfTree(tree) }, diagnostics: found };
};

interface Building {
  readonly tree: DirectoryTree;
  readonly file: string;
  readonly report: (diagnostic: Diagnostic) => void;
}

const RESERVED = ".wh.";

/** Puts every entry into its directory, and reports hard links to nothing and reserved names. */
const plantEntries = ({ tree, file, report }: Building): void => {
  const { entries } = tree;
  let directory = tree.directory("", 0);
  for (let index = 0; index < entries.length; index++) {
    const end = entries.endOfNeighbours(index);
    if (end > index) {
      addTo(directory, index, end);
      index = end - 1;
      continue;
    }
    if (!entries.isBeside(index)) {
      directory = tree.directory(parentOf(entries.pathAt(index)), index);
      if (tree.directories.size > entries.length + MAX_IMPLIED) return;
    }
    if (entries.isDotted(index)) {
      const path = entries.pathAt(index);
      if (baseOf(path).startsWith(RESERVED)) report(reservedName(file, entries.at(index).headerOffset, path));
    }
    if (entries.typeAt(index) !== "hardlink" || isLinked({ tree, file, report }, index)) addTo(directory, index, index + 1);
  }
};

/** Notes the inode of a hard link; the metadata of an inode is one for all its names, so the link entry's own is not looked at. */
const isLinked = ({ tree, file, report }: Building, index: number): boolean => {
  const { path, target, headerOffset } = tree.entries.at(index);
  const inode = inodeAt(tree, target);
  if (inode !== undefined && tree.entries.typeAt(inode) !== "directory") {
    tree.links.set(index, inode);
    return true;
  }
  const isDirectory = inode !== undefined || tree.directories.has(target);
  report((isDirectory ? hardLinkToDirectory : hardLinkWithoutTarget)(file, headerOffset, path, target));
  return false;
};

/** Reports what something lies in but is no directory, each once, and directories without an entry: reserved names, and too many. */
const judgeDirectories = ({ tree, file, report }: Building): void => {
  const { entries } = tree;
  const offsetOf = (directory: Directory): number => entries.at(firstIn(directory)).headerOffset;
  findInodes(tree);
  let implied = 0;
  for (const [path, directory] of tree.directories) {
    const { inode } = directory;
    const type = inode === undefined ? undefined : entries.typeAt(inode);
    if (type !== undefined && type !== "directory") {
      report(entryBelowOther(file, offsetOf(directory), entries.pathAt(firstIn(directory)), path, type));
    } else if (type === undefined && path !== "") {
      implied += 1;
      if (baseOf(path).startsWith(RESERVED)) report(reservedName(file, offsetOf(directory), path));
      if (implied > MAX_IMPLIED) return report(tooManyImpliedDirectories(file, offsetOf(directory), MAX_IMPLIED));
    }
  }
};
