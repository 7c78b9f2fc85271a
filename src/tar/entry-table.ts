import type { ArchiveEntry, EntryType, Xattrs } from "./entry.ts";

/**
 * The entries of an archive, in its order. An object is made of the one that is asked for: few of a rootfs ever are, and to keep objects of
 * all of them was measured to take a tenth of a build's time.
 */
export interface EntryTable extends Iterable<ArchiveEntry> {
  readonly length: number;
  readonly paths: readonly string[];
  readonly types: readonly EntryType[];
  readonly at: (index: number) => ArchiveEntry;
}

export interface GrowingTable extends EntryTable {
  readonly add: (entry: ArchiveEntry) => void;
  /** Forgets all entries. */
  readonly clear: () => void;
}

/** Numbers of an entry: mode, uid, gid, mtime, size, devMajor, devMinor, headerOffset, contentOffset. */
const WIDTH = 9;

/** Entries whose numbers lie in one array, a power of two: one array for all would be copied each time it grows. */
const CHUNK = 4096;

export const openTable = (): GrowingTable => {
  const paths: string[] = [];
  const types: EntryType[] = [];
  const targets: string[] = [];
  const xattrs: Xattrs[] = [];
  const chunks: Float64Array[] = [];
  const at = (index: number): ArchiveEntry => {
    const [path, type, target, attributes, chunk] = [paths[index], types[index], targets[index], xattrs[index], chunks[Math.floor(index / CHUNK)]];
    if (path === undefined || type === undefined || target === undefined || attributes === undefined || chunk === undefined) {
      throw new RangeError(`there is no entry ${index} of ${paths.length}`);
    }
    const number = (field: number): number => chunk[(index % CHUNK) * WIDTH + field] ?? Number.NaN;
    return {
      path,
      type,
      mode: number(0),
      uid: number(1),
      gid: number(2),
      mtime: number(3),
      size: number(4),
      target,
      devMajor: number(5),
      devMinor: number(6),
      xattrs: attributes,
      headerOffset: number(7),
      contentOffset: number(8),
    };
  };
  return {
    get length() {
      return paths.length;
    },
    paths,
    types,
    at,
    add: (entry) => {
      const index = paths.length;
      const chunk = (chunks[Math.floor(index / CHUNK)] ??= new Float64Array(CHUNK * WIDTH));
      const begin = (index % CHUNK) * WIDTH;
      paths.push(entry.path);
      types.push(entry.type);
      targets.push(entry.target);
      xattrs.push(entry.xattrs);
      chunk[begin] = entry.mode;
      chunk[begin + 1] = entry.uid;
      chunk[begin + 2] = entry.gid;
      chunk[begin + 3] = entry.mtime;
      chunk[begin + 4] = entry.size;
      chunk[begin + 5] = entry.devMajor;
      chunk[begin + 6] = entry.devMinor;
      chunk[begin + 7] = entry.headerOffset;
      chunk[begin + 8] = entry.contentOffset;
    },
    clear: () => {
      for (const list of [paths, types, targets, xattrs, chunks]) list.length = 0;
    },
    *[Symbol.iterator]() {
      for (let index = 0; index < paths.length; index++) yield at(index);
    },
  };
};
