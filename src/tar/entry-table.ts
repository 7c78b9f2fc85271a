import { type ArchiveEntry, type EntryType, NO_XATTRS } from "./entry.ts";
import { BLOCK } from "./format.ts";
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
  /** Whether an entry lies in the same directory as the one before it. */
  readonly isBeside: (index: number) => boolean;
  /** Whether an entry's base name begins with a dot. */
  readonly isDotted: (index: number) => boolean;
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
  /** Of each entry: uid and gid. */
  readonly ids: Uint32Array;
  /** Of each entry: mtime, size, contentOffset. */
  readonly numbers: Float64Array;
  readonly magics: Int32Array;
}

const CHUNK = 4096;
const NUMBERS = 3;

/** What few entries have. */
type Extras = Pick<ArchiveEntry, "target" | "xattrs" | "devMajor" | "devMinor"> & { readonly headerOffset: number | undefined };

const NO_EXTRAS: Extras = { target: "", xattrs: NO_XATTRS, devMajor: 0, devMinor: 0, headerOffset: undefined };

type Numbers = Pick<ArchiveEntry, "mode" | "uid" | "gid" | "mtime" | "size" | "magic">;

const TYPES: readonly EntryType[] = ["file", "hardlink", "symlink", "character", "block", "directory", "fifo"];

const FILE = TYPES.indexOf("file");
const DIRECTORY = TYPES.indexOf("directory");
const BESIDE = 0x40;
const DOTTED = 0x80;
const TYPE = 0x3f;

const openChunk = (size: number): Chunk => ({
  paths: new Uint32Array(size),
  kinds: new Uint8Array(size),
  modes: new Uint16Array(size),
  ids: new Uint32Array(size * 2),
  numbers: new Float64Array(size * NUMBERS),
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
    const { modes, ids, numbers, magics } = chunkOf(index);
    const own = index % CHUNK;
    const contentOffset = itemAt(numbers, own * NUMBERS + 2);
    const { headerOffset = contentOffset - BLOCK, ...rest } = extras.get(index) ?? NO_EXTRAS;
    return {
      path,
      type: typeAt(index),
      mode: itemAt(modes, own),
      uid: itemAt(ids, own * 2),
      gid: itemAt(ids, own * 2 + 1),
      mtime: itemAt(numbers, own * NUMBERS),
      size: itemAt(numbers, own * NUMBERS + 1),
      ...rest,
      headerOffset,
      contentOffset,
      magic: itemAt(magics, own),
    };
  };
  const append = (path: number, type: number, { mode, uid, gid, mtime, size, magic }: Numbers, contentOffset: number): void => {
    const own = length % CHUNK;
    if (own === 0) chunks.push((last = openChunk(CHUNK)));
    last.paths[own] = path;
    last.kinds[own] = type | (names.isBeside() && length > 0 ? BESIDE : 0) | (names.isDotted() ? DOTTED : 0);
    last.modes[own] = mode;
    last.ids[own * 2] = uid;
    last.ids[own * 2 + 1] = gid;
    last.numbers[own * NUMBERS] = mtime;
    last.numbers[own * NUMBERS + 1] = size;
    last.numbers[own * NUMBERS + 2] = contentOffset;
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
    isBeside: (index) => (kindAt(index) & BESIDE) !== 0,
    isDotted: (index) => (kindAt(index) & DOTTED) !== 0,
    add: (entry) => {
      append(names.add(entry.path), TYPES.indexOf(entry.type), entry, entry.contentOffset);
      const { target, xattrs, devMajor, devMinor, headerOffset, contentOffset } = entry;
      const hasOwnHeader = headerOffset !== contentOffset - BLOCK;
      if (hasOwnHeader || target !== "" || xattrs !== NO_XATTRS || devMajor !== 0 || devMinor !== 0) {
        extras.set(length - 1, { target, xattrs, devMajor, devMinor, headerOffset: hasOwnHeader ? headerOffset : undefined });
      }
    },
    addPlain: (bytes, header, contentOffset) =>
      append(names.addBytes(bytes, header.begin, header.end), header.isDirectory ? DIRECTORY : FILE, header, contentOffset),
    *[Symbol.iterator]() {
      for (let index = 0; index < length; index++) yield at(index);
    },
  };
};
