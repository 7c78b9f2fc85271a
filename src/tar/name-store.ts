import { itemAt } from "../bytes/item-at.ts";

/** Paths as their UTF-8 bytes: these take half the room of strings, and the garbage collector no time. */
export interface NameStore {
  /** Adds a path of at most 32767 bytes; gives its place. */
  readonly add: (path: string) => number;
  /** Adds a path that is ASCII, given as a part of `bytes`. */
  readonly addBytes: (bytes: Uint8Array, begin: number, end: number) => number;
  readonly at: (place: number) => string;
  /** Whether the path that was added last lies in the same directory as the one before. */
  readonly isBeside: () => boolean;
  /** Whether the last segment of the path that was added last begins with a dot. */
  readonly isDotted: () => boolean;
  /** Whether the path that was added last has but one segment. */
  readonly isOutermost: () => boolean;
}

/** Of a piece of the store, in bytes: none is moved when more is needed. */
const PIECE = 1 << 18;

/** A name has two bytes before it: its length, and whether it is all ASCII. */
const HEAD = 2;
const ASCII = 0x8000;
const SLASH = 0x2f;
const DOT = 0x2e;

/** The bytes of the path that was added last, and where its last segment begins. */
interface Last {
  piece: Uint8Array;
  begin: number;
  base: number;
}

export const openNames = (): NameStore => {
  const pieces: Buffer[] = [];
  let piece: Buffer = Buffer.alloc(0);
  let filled = 0;
  const last: Last = { piece, begin: 0, base: 0 };
  let isBeside = false;
  const reserve = (length: number): number => {
    if (filled + HEAD + length > piece.length) {
      pieces.push((piece = Buffer.allocUnsafeSlow(PIECE)));
      filled = 0;
    }
    return filled + HEAD;
  };
  const close = (begin: number, length: number, ascii: number): number => {
    piece[begin - 2] = (length | ascii) >>> 8;
    piece[begin - 1] = length & 0xff;
    const base = baseIn(piece, begin, begin + length);
    isBeside = isSameDirectory(last, piece, begin, base);
    last.piece = piece;
    last.begin = begin;
    last.base = base;
    filled = begin + length;
    return (pieces.length - 1) * PIECE + begin;
  };
  return {
    add: (path) => {
      // Three bytes for a unit of UTF-16 always suffice.
      const begin = reserve(3 * path.length);
      const length = piece.write(path, begin);
      return close(begin, length, length === path.length ? ASCII : 0);
    },
    addBytes: (bytes, from, end) => {
      const begin = reserve(end - from);
      // A variable that the closures share would be looked up for every byte.
      const target = piece;
      for (let index = from; index < end; index++) target[begin - from + index] = bytes[index] as number;
      return close(begin, end - from, ASCII);
    },
    at: (place) => {
      const of = itemAt(pieces, Math.floor(place / PIECE));
      const begin = place % PIECE;
      const head = of.readUInt16BE(begin - HEAD);
      // What is ASCII is Latin-1 as well, which is read the fastest.
      return of.toString((head & ASCII) === 0 ? "utf8" : "latin1", begin, begin + (head & ~ASCII));
    },
    isBeside: () => isBeside,
    isOutermost: () => last.base === last.begin,
    isDotted: () => last.piece[last.base] === DOT && last.base < filled,
  };
};

/** Where the last segment of a path begins. */
const baseIn = (bytes: Uint8Array, begin: number, end: number): number => {
  let base = end;
  while (base > begin && bytes[base - 1] !== SLASH) base--;
  return base;
};

const isSameDirectory = (last: Last, bytes: Uint8Array, begin: number, base: number): boolean => {
  const length = base - begin;
  if (last.base - last.begin !== length) return false;
  for (let index = 0; index < length; index++) if (last.piece[last.begin + index] !== bytes[begin + index]) return false;
  return true;
};
