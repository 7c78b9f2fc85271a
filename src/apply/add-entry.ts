import { directoryOverSymlink, entryOverDirectory, overlayLinkTarget } from "./findings.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { entryBelowOther, hardLinkToDirectory } from "../rootfs/findings.ts";
import type { ArchiveEntry } from "../tar/entry.ts";
import type { ByteSource } from "../bytes/source.ts";
import { type Inode, nearestAbove, NO_BYTES, type Tree } from "./tree.ts";

/** Puts an overlay's entry into the tree, in place of what has its path; or tells why that can't be. */
export const addEntry = (
  tree: Tree,
  entry: ArchiveEntry,
  overlay: { readonly file: string; readonly source: ByteSource },
): readonly Diagnostic[] => {
  const problem = problemOf(tree, entry, overlay.file);
  if (problem !== undefined) return [problem];
  tree.addParents(entry.path);
  tree.put(entry.path, inodeOf(tree, entry, overlay.source));
  return [];
};

const problemOf = (tree: Tree, entry: ArchiveEntry, file: string): Diagnostic | undefined => {
  const { path, type, target, headerOffset } = entry;
  const above = nearestAbove(tree, path);
  const before = tree.get(path);
  const old = before?.header;
  if (above.inode.header.type !== "directory") return entryBelowOther(file, headerOffset, path, above.path, above.inode.header.type);
  if (type === "directory") return old?.type === "symlink" ? directoryOverSymlink(file, headerOffset, path, old.target) : undefined;
  if (old?.type === "directory" && tree.childrenOf(path).length > 0) return entryOverDirectory(file, headerOffset, path, type);
  if (type !== "hardlink") return undefined;
  const linked = tree.get(target);
  if (linked === undefined) return overlayLinkTarget(file, headerOffset, path, target);
  return linked.header.type === "directory" ? hardLinkToDirectory(file, headerOffset, path, target) : undefined;
};

/** A hard link's is that of its target: what its own header says of the inode repeats that at best. */
const inodeOf = (tree: Tree, entry: ArchiveEntry, source: ByteSource): Inode => {
  const linked = entry.type === "hardlink" ? tree.get(entry.target) : undefined;
  if (linked !== undefined) {
    tree.linked.add(linked.id);
    return linked;
  }
  const content = entry.type === "file" ? { source, offset: entry.contentOffset, length: entry.size } : NO_BYTES;
  return { header: entry, content, id: entry };
};
