import { type ArchiveEntry, type EntryType, NO_XATTRS, type Xattrs } from "./entry.ts";
import { itemAt } from "../bytes/item-at.ts";

/**
 * The entries of an archive, in its order. An object is made of the one that is asked for: few of a rootfs ever are, and to keep objects of
 * all of them was measured to take a tenth of a build's time.
 */
export interface EntryTable extends Iterable<ArchiveEntry> {
  readonly length: number;
  /** `path` stands in for the entry's own: that of a hard link. */
  readonly at: (index: number, path?: string) => ArchiveEntry;
  readonly pathAt: (index: number) => string;
  readonly typeAt: (index: number) => EntryType;
}

export interface GrowingTable extends EntryTable {
  readonly add: (entry: ArchiveEntry) => void;
  /** Forgets all entries. */
  readonly clear: () => void;
}

/** Some entries. One list for all would be copied each time it grows. */
interface Chunk {
  readonly paths: string[];
  readonly types: EntryType[];
  /** Of each entry: mode, uid, gid, mtime, size, devMajor, devMinor, headerOffset, contentOffset. */
  readonly numbers: Float64Array;
  readonly magics: Int32Array;
}

const CHUNK = 4096;
const NUMBERS = 9;

/** What few entries have. */
interface Extras {
  readonly target: string;
  readonly xattrs: Xattrs;
}

const NO_EXTRAS: Extras = { target: "", xattrs: NO_XATTRS };

const openChunk = (size: number): Chunk => ({
  paths: [],
  types: [],
  numbers: new Float64Array(size * NUMBERS),
  magics: new Int32Array(size),
});

export const openTable = (): GrowingTable => {
  const chunks: Chunk[] = [];
  const extras = new Map<number, Extras>();
  let length = 0;
  let last = openChunk(0);
  const chunkOf = (index: number): Chunk => {
    const chunk = chunks[Math.floor(index / CHUNK)];
    if (chunk === undefined || index >= length) throw new RangeError(`there is no entry ${index} of ${length}`);
    return chunk;
  };
  const pathAt = (index: number): string => itemAt(chunkOf(index).paths, index % CHUNK);
  const typeAt = (index: number): EntryType => itemAt(chunkOf(index).types, index % CHUNK);
  const at = (index: number, path: string = pathAt(index)): ArchiveEntry => {
    const { numbers, magics } = chunkOf(index);
    const { target, xattrs } = extras.get(index) ?? NO_EXTRAS;
    let next = (index % CHUNK) * NUMBERS;
    return {
      path,
      type: typeAt(index),
      mode: itemAt(numbers, next++),
      uid: itemAt(numbers, next++),
      gid: itemAt(numbers, next++),
      mtime: itemAt(numbers, next++),
      size: itemAt(numbers, next++),
      target,
      devMajor: itemAt(numbers, next++),
      devMinor: itemAt(numbers, next++),
      xattrs,
      headerOffset: itemAt(numbers, next++),
      contentOffset: itemAt(numbers, next),
      magic: itemAt(magics, index % CHUNK),
    };
  };
  return {
    get length() {
      return length;
    },
    at,
    pathAt,
    typeAt,
    add: (entry) => {
      if (length % CHUNK === 0) chunks.push((last = openChunk(CHUNK)));
      const { paths, types, numbers, magics } = last;
      let next = paths.length * NUMBERS;
      paths.push(entry.path);
      types.push(entry.type);
      numbers[next++] = entry.mode;
      numbers[next++] = entry.uid;
      numbers[next++] = entry.gid;
      numbers[next++] = entry.mtime;
      numbers[next++] = entry.size;
      numbers[next++] = entry.devMajor;
      numbers[next++] = entry.devMinor;
      numbers[next++] = entry.headerOffset;
      numbers[next] = entry.contentOffset;
      magics[paths.length - 1] = entry.magic;
      if (entry.target !== "" || entry.xattrs !== NO_XATTRS) extras.set(length, { target: entry.target, xattrs: entry.xattrs });
      length += 1;
    },
    clear: () => {
      chunks.length = 0;
      extras.clear();
      length = 0;
    },
    *[Symbol.iterator]() {
      for (let index = 0; index < length; index++) yield at(index);
    },
  };
};
