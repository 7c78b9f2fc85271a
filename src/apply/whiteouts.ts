import { badWhiteout, whiteoutOfNothing } from "./findings.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { entryBelowOther } from "../rootfs/findings.ts";
import { baseOf, joinPath, parentOf } from "../rootfs/paths.ts";
import type { ArchiveEntry } from "../tar/entry.ts";
import { nearestAbove, type Tree } from "./tree.ts";

const PREFIX = ".wh.";
const OPAQUE = ".wh..wh..opq";

/** Whether an entry's name is kept for whiteouts, as the OCI image specification has them. */
export const hasWhiteoutName = ({ path }: ArchiveEntry): boolean => path.startsWith(PREFIX) || path.includes(`/${PREFIX}`);

/** Removes what a whiteout tells to remove: a path with all below it, or everything in a directory. */
export const applyWhiteout = (tree: Tree, entry: ArchiveEntry, file: string): readonly Diagnostic[] => {
  const { path, headerOffset } = entry;
  const directory = parentOf(path);
  const name = baseOf(path).slice(PREFIX.length);
  const reason = reasonAgainst(entry, name);
  if (reason !== undefined) return [badWhiteout(file, headerOffset, path, reason)];
  const above = nearestAbove(tree, path);
  if (above.inode.header.type !== "directory") {
    return [entryBelowOther(file, headerOffset, path, above.path, above.inode.header.type)];
  }
  if (baseOf(path) === OPAQUE) {
    for (const child of tree.childrenOf(directory)) tree.remove(child);
    return [];
  }
  const target = joinPath(directory, name);
  if (tree.get(target) === undefined) return [whiteoutOfNothing(file, headerOffset, target)];
  tree.remove(target);
  return [];
};

const reasonAgainst = ({ path, type }: ArchiveEntry, name: string): string | undefined => {
  if (`/${parentOf(path)}`.includes(`/${PREFIX}`)) return "nothing can lie below a whiteout";
  if (type !== "file") return `it is a ${type}`;
  if (baseOf(path) === OPAQUE) return undefined;
  if (name === "" || name === "." || name === ".." || name.startsWith(PREFIX)) return `it does not name a path to remove`;
  return undefined;
};
