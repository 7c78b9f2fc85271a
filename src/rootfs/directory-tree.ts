import type { EntryTable } from "../tar/entry-table.ts";
import { parentOf } from "./paths.ts";
import { itemAt } from "../bytes/item-at.ts";

/** The entries of an archive by their directories, which are few, so that the names in one are sorted out only if something asks for them. */
export interface DirectoryTree {
  readonly entries: EntryTable;
  /** By path; all in which something lies, the root among them. */
  readonly directories: ReadonlyMap<string, Directory>;
  /** The directory of this path, with those above it; `index` is an entry in it. */
  readonly directory: (path: string, index: number) => Directory;
  /** Of hard links: the entry that made their inode, both by their indices. */
  readonly links: Map<number, number>;
}

export interface Directory {
  /**
   * Of the entries directly in it, in the archive's order: runs of indices, the first one of each and the one behind its last. The root is in
   * itself. The first index is in any case of an entry that lies in it or deeper, be its run empty.
   */
  readonly runs: number[];
  /** The paths of directories directly in it, if there are some. */
  directories: string[] | undefined;
  /** What somebody has asked for. */
  known: Known | undefined;
  /** The entry that made what stands at its path, by its index, once all were looked for; undefined for a directory that no entry names. */
  inode: number | undefined;
}

/** The last entry of each path in a directory, by their indices, as far as its runs were gone through. */
interface Known {
  readonly last: Map<string, number>;
  run: number;
  next: number;
}

export const openTree = (entries: EntryTable): DirectoryTree => {
  const directories = new Map<string, Directory>();
  const open = (path: string, first: number): Directory => {
    const made: Directory = { runs: [first, first], directories: undefined, known: undefined, inode: undefined };
    directories.set(path, made);
    return made;
  };
  return {
    entries,
    directories,
    directory: (path, index) => {
      const there = directories.get(path);
      if (there !== undefined) return there;
      const made = open(path, index);
      for (let child = path, isComplete = path === ""; !isComplete; child = parentOf(child)) {
        const parent = parentOf(child);
        isComplete = directories.has(parent) || parent === "";
        const above = directories.get(parent) ?? open(parent, index);
        if (above.directories === undefined) above.directories = [child];
        else above.directories.push(child);
      }
      return made;
    },
    links: new Map(),
  };
};

/** Puts the entries from one index up to another, which are behind all others, into a directory. */
export const addTo = ({ runs }: Directory, begin: number, end: number): void => {
  if (runs.at(-1) === begin) runs[runs.length - 1] = end;
  else runs.push(begin, end);
};

/** The index of an entry that lies in a directory or deeper. */
export const firstIn = ({ runs }: Directory): number => itemAt(runs, 0);

/** The indices of the entries directly in a directory. */
export const indicesIn = ({ runs }: Directory): number[] => {
  const indices: number[] = [];
  for (let run = 0; run < runs.length; run += 2) {
    for (let index = itemAt(runs, run); index < itemAt(runs, run + 1); index++) indices.push(index);
  }
  return indices;
};

/** The entry that made what stands at a path: its index. Undefined where there is nothing, or a directory that no entry names. */
export const inodeAt = (tree: DirectoryTree, path: string): number | undefined => {
  const directory = tree.directories.get(parentOf(path));
  if (directory === undefined) return undefined;
  directory.known ??= nothingKnown();
  return inodeIn(tree, directory, directory.known, path);
};

/** The entry that made what the entry of this index names. */
export const inodeOf = ({ links }: DirectoryTree, index: number): number => links.get(index) ?? index;

const inodeIn = (tree: DirectoryTree, directory: Directory, known: Known, path: string): number | undefined => {
  goOn(tree, directory, known);
  const index = known.last.get(path);
  return index === undefined ? undefined : inodeOf(tree, index);
};

const nothingKnown = (): Known => ({ last: new Map(), run: 0, next: 0 });

/** Goes through those runs that were not gone through. */
const goOn = ({ entries }: DirectoryTree, { runs }: Directory, known: Known): void => {
  for (; known.run < runs.length; known.run += 2) {
    const end = itemAt(runs, known.run + 1);
    for (let index = Math.max(known.next, itemAt(runs, known.run)); index < end; index++) known.last.set(entries.pathAt(index), index);
    known.next = end;
    // The last one may still grow.
    if (known.run + 2 === runs.length) return;
  }
};

/** Finds for each directory the entry that made what stands at its path. What is needed for that is not kept, as `inodeAt` does. */
export const findInodes = (tree: DirectoryTree): void => {
  for (const directory of tree.directories.values()) {
    if (directory.directories === undefined) continue;
    const known = directory.known ?? nothingKnown();
    for (const path of directory.directories) {
      const below = tree.directories.get(path);
      if (below !== undefined) below.inode = inodeIn(tree, directory, known, path);
    }
  }
};
