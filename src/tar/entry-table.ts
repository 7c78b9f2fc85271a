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
  let chunk = new Float64Array(0);
  let filled = 0;
  const at = (index: number): ArchiveEntry => {
    const [path, type, target, attributes, numbers] = [paths[index], types[index], targets[index], xattrs[index], chunks[Math.floor(index / CHUNK)]];
    if (path === undefined || type === undefined || target === undefined || attributes === undefined || numbers === undefined) {
      throw new RangeError(`there is no entry ${index} of ${paths.length}`);
    }
    const number = (field: number): number => numbers[(index % CHUNK) * WIDTH + field] ?? Number.NaN;
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
      if (filled === chunk.length) {
        chunk = new Float64Array(CHUNK * WIDTH);
        chunks.push(chunk);
        filled = 0;
      }
      paths.push(entry.path);
      types.push(entry.type);
      targets.push(entry.target);
      xattrs.push(entry.xattrs);
      chunk[filled] = entry.mode;
      chunk[filled + 1] = entry.uid;
      chunk[filled + 2] = entry.gid;
      chunk[filled + 3] = entry.mtime;
      chunk[filled + 4] = entry.size;
      chunk[filled + 5] = entry.devMajor;
      chunk[filled + 6] = entry.devMinor;
      chunk[filled + 7] = entry.headerOffset;
      chunk[filled + 8] = entry.contentOffset;
      filled += WIDTH;
    },
    clear: () => {
      for (const list of [paths, types, targets, xattrs, chunks]) list.length = 0;
      chunk = new Float64Array(0);
      filled = 0;
    },
    *[Symbol.iterator]() {
      for (let index = 0; index < paths.length; index++) yield at(index);
    },
  };
};
