import { type ArchiveEntry, type EntryType, NO_XATTRS } from "./entry.ts";
import { BLOCK, UINT32 } from "./format.ts";
import { openNames } from "./name-store.ts";
import type { PlainHeader } from "./plain-header.ts";
import { itemAt } from "../bytes/item-at.ts";

/**
 * The entries of an archive, in its order. An object is made of the one that is asked for: few of a rootfs ever are, and to keep objects of
 * all of them was measured to take a tenth of a build's time, and three times the memory.
 */
export interface EntryTable extends Iterable<ArchiveEntry> {
  readonly length: number;
  /** `path` stands in for the entry's own: that of a hard link. */
  readonly at: (index: number, path?: string) => ArchiveEntry;
  readonly pathAt: (index: number) => string;
  readonly typeAt: (index: number) => EntryType;
  readonly magicAt: (index: number) => number;
  /** Whether an entry lies in the same directory as the one before it. */
  readonly isBeside: (index: number) => boolean;
  /** Whether an entry's base name begins with a dot. */
  readonly isDotted: (index: number) => boolean;
  /**
   * The index behind the entries from this one on that each lie in the same directory as the one before, and neither have a base name with a dot at its
   * begin nor are hard links: there is nothing to look at in each of them.
   */
  readonly endOfNeighbours: (index: number) => number;
  /** Whether an entry lies in the root directory, or is it. */
  readonly isOutermost: (index: number) => boolean;
}

export interface GrowingTable extends EntryTable {
  readonly add: (entry: ArchiveEntry) => void;
  /** Adds what a plain header in `bytes` says; its content, if it has one, is at `contentOffset`. */
  readonly addPlain: (bytes: Uint8Array, header: PlainHeader, contentOffset: number) => void;
}

/** Some entries. One array for all would be copied each time it grows. */
interface Chunk {
  /** Where their paths are in the store of names. */
  readonly paths: Uint32Array;
  /** Indices of `TYPES`, with what is told of the paths. */
  readonly kinds: Uint8Array;
  readonly modes: Uint16Array;
  /** Of each entry: uid, gid, mtime, size and where its content lies, in blocks; what does not fit is among the extras. */
  readonly numbers: Uint32Array;
  readonly magics: Int32Array;
}

const CHUNK = 4096;
const NUMBERS = 5;

/** What few entries have. */
type Extras = Pick<ArchiveEntry, "target" | "xattrs" | "devMajor" | "devMinor"> & {
  readonly headerOffset: number | undefined;
  /** Above 32 bits. */
  readonly mtime: number;
  readonly size: number;
};

const NO_EXTRAS: Extras = { target: "", xattrs: NO_XATTRS, devMajor: 0, devMinor: 0, headerOffset: undefined, mtime: 0, size: 0 };

const above32 = (value: number): number => value - (value % (UINT32 + 1));

type Numbers = Pick<ArchiveEntry, "mode" | "uid" | "gid" | "mtime" | "size" | "magic">;

const TYPES: readonly EntryType[] = ["file", "hardlink", "symlink", "character", "block", "directory", "fifo"];

const FILE = TYPES.indexOf("file");
const DIRECTORY = TYPES.indexOf("directory");
const OUTERMOST = 0x20;
const BESIDE = 0x40;
const DOTTED = 0x80;
const TYPE = 0x1f;

/** Whether an entry is a neighbour like any other, by its kind. */
const NEIGHBOUR = Uint8Array.from({ length: 256 }, (_, kind) =>
  (kind & BESIDE) !== 0 && (kind & DOTTED) === 0 && TYPES[kind & TYPE] !== "hardlink" ? 1 : 0,
);

const openChunk = (size: number): Chunk => ({
  paths: new Uint32Array(size),
  kinds: new Uint8Array(size),
  modes: new Uint16Array(size),
  numbers: new Uint32Array(size * NUMBERS),
  magics: new Int32Array(size),
});

export const openTable = (): GrowingTable => {
  const chunks: Chunk[] = [];
  const names = openNames();
  const extras = new Map<number, Extras>();
  let last = openChunk(0);
  let length = 0;
  const chunkOf = (index: number): Chunk => {
    const chunk = chunks[Math.floor(index / CHUNK)];
    if (chunk === undefined || index >= length) throw new RangeError(`there is no entry ${index} of ${length}`);
    return chunk;
  };
  const pathAt = (index: number): string => names.at(itemAt(chunkOf(index).paths, index % CHUNK));
  const kindAt = (index: number): number => itemAt(chunkOf(index).kinds, index % CHUNK);
  const typeAt = (index: number): EntryType => itemAt(TYPES, kindAt(index) & TYPE);
  const at = (index: number, path: string = pathAt(index)): ArchiveEntry => {
    const { modes, numbers, magics } = chunkOf(index);
    const own = index % CHUNK;
    const number = own * NUMBERS;
    const contentOffset = itemAt(numbers, number + 4) * BLOCK;
    const { target, xattrs, devMajor, devMinor, headerOffset = contentOffset - BLOCK, mtime, size } = extras.get(index) ?? NO_EXTRAS;
    return {
      path,
      type: typeAt(index),
      mode: itemAt(modes, own),
      uid: itemAt(numbers, number),
      gid: itemAt(numbers, number + 1),
      mtime: mtime + itemAt(numbers, number + 2),
      size: size + itemAt(numbers, number + 3),
      target,
      xattrs,
      devMajor,
      devMinor,
      headerOffset,
      contentOffset,
      magic: itemAt(magics, own),
    };
  };
  const append = (path: number, type: number, { mode, uid, gid, mtime, size, magic }: Numbers, contentOffset: number): void => {
    const own = length % CHUNK;
    if (own === 0) chunks.push((last = openChunk(CHUNK)));
    last.paths[own] = path;
    const isBeside = names.isBeside() && length > 0;
    last.kinds[own] = type | (isBeside ? BESIDE : 0) | (names.isDotted() ? DOTTED : 0) | (names.isOutermost() ? OUTERMOST : 0);
    last.modes[own] = mode;
    const number = own * NUMBERS;
    last.numbers[number] = uid;
    last.numbers[number + 1] = gid;
    last.numbers[number + 2] = mtime;
    last.numbers[number + 3] = size;
    last.numbers[number + 4] = contentOffset / BLOCK;
    last.magics[own] = magic;
    length += 1;
  };
  return {
    get length() {
      return length;
    },
    at,
    pathAt,
    typeAt,
    magicAt: (index) => itemAt(chunkOf(index).magics, index % CHUNK),
    isBeside: (index) => (kindAt(index) & BESIDE) !== 0,
    isDotted: (index) => (kindAt(index) & DOTTED) !== 0,
    endOfNeighbours: (index) => {
      let end = index;
      while (end < length) {
        const { kinds } = chunkOf(end);
        const limit = Math.min(end - (end % CHUNK) + CHUNK, length);
        while (end < limit && NEIGHBOUR[itemAt(kinds, end % CHUNK)] === 1) end++;
        if (end < limit) break;
      }
      return end;
    },
    isOutermost: (index) => (kindAt(index) & OUTERMOST) !== 0,
    add: (entry) => {
      append(names.add(entry.path), TYPES.indexOf(entry.type), entry, entry.contentOffset);
      const extra = extrasOf(entry);
      if (extra !== undefined) extras.set(length - 1, extra);
    },
    addPlain: (bytes, header, contentOffset) =>
      append(names.addBytes(bytes, header.begin, header.end), header.isDirectory ? DIRECTORY : FILE, header, contentOffset),
    *[Symbol.iterator]() {
      for (let index = 0; index < length; index++) yield at(index);
    },
  };
};

/** What of an entry does not fit into a chunk; undefined if all does. */
const extrasOf = ({ target, xattrs, devMajor, devMinor, headerOffset, contentOffset, mtime, size }: ArchiveEntry): Extras | undefined => {
  const hasOwnHeader = headerOffset !== contentOffset - BLOCK;
  const isPlain = !hasOwnHeader && target === "" && xattrs === NO_XATTRS && devMajor === 0 && devMinor === 0;
  if (isPlain && mtime <= UINT32 && size <= UINT32) return undefined;
  const own = hasOwnHeader ? headerOffset : undefined;
  return { target, xattrs, devMajor, devMinor, headerOffset: own, mtime: above32(mtime), size: above32(size) };
};
