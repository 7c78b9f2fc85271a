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
  /** Of the entries directly in it, in the archive's order. The root is in itself. */
  readonly indices: number[];
  /** The paths of directories directly in it. */
  readonly directories: string[];
  /** The index of an entry that lies in it. */
  readonly first: number;
  /** The last one of `indices` for each path, as far as somebody has asked. */
  known: Map<string, number> | undefined;
  /** How many of `indices` are in `known`. */
  knownCount: number;
}

export const openTree = (entries: EntryTable): DirectoryTree => {
  const directories = new Map<string, Directory>();
  const open = (path: string, first: number): Directory => {
    const made: Directory = { indices: [], directories: [], first, known: undefined, knownCount: 0 };
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
        (directories.get(parent) ?? open(parent, index)).directories.push(child);
      }
      return made;
    },
    links: new Map(),
  };
};

/** The entry that made what stands at a path: its index. Undefined where there is nothing, or a directory that no entry names. */
export const inodeAt = ({ entries, directories, links }: DirectoryTree, path: string): number | undefined => {
  const directory = directories.get(parentOf(path));
  if (directory === undefined) return undefined;
  const known = (directory.known ??= new Map());
  for (; directory.knownCount < directory.indices.length; directory.knownCount++) {
    const index = itemAt(directory.indices, directory.knownCount);
    known.set(entries.pathAt(index), index);
  }
  const index = known.get(path);
  return index === undefined ? undefined : (links.get(index) ?? index);
};
