import type { BlockWindow } from "./block-window.ts";
import { BLOCK, type Field, FIELDS, OCTAL_7, UINT32 } from "./format.ts";
import { parseNumber } from "./numbers.ts";

/** What the header of a file or directory says that has nothing out of the ordinary; filled again and again. */
export interface PlainHeader {
  isDirectory: boolean;
  /** Where its path stands in the window: ASCII, as `ArchiveEntry` has it. */
  begin: number;
  end: number;
  mode: number;
  uid: number;
  gid: number;
  mtime: number;
  size: number;
  magic: number;
}

export const plainHeader = (): PlainHeader => ({
  isDirectory: false,
  begin: 0,
  end: 0,
  mode: 0,
  uid: 0,
  gid: 0,
  mtime: 0,
  size: 0,
  magic: 0,
});

const FILE = 0x30;
const DIRECTORY = 0x35;
const SLASH = 0x2f;
const DOT = 0x2e;

/**
 * Reads the header at `at` of a window, to which no extension header belongs, from its bytes and words: nine of ten of a rootfs, in a third of the
 * time that `readEntry` takes. Whether it is one that this can do: all else, and all that is wrong, is `readEntry`'s, which says the same of these.
 */
export const readPlainHeader = ({ bytes, words, filled }: BlockWindow, at: number, header: PlainHeader): boolean => {
  const flag = bytes[at + FIELDS.type.offset];
  if ((flag !== FILE && flag !== DIRECTORY) || bytes[at + FIELDS.prefix.offset] !== 0) return false;
  header.isDirectory = flag === DIRECTORY;
  if (!findPath(bytes, at, header)) return false;
  const mode = numberAt(bytes, words, at, FIELDS.mode);
  header.mode = mode & 0o7777;
  header.uid = numberAt(bytes, words, at, FIELDS.uid);
  header.gid = numberAt(bytes, words, at, FIELDS.gid);
  header.size = longNumberAt(bytes, words, at, FIELDS.size);
  header.mtime = longNumberAt(bytes, words, at, FIELDS.mtime);
  header.magic = 0;
  const content = at + BLOCK;
  if (!header.isDirectory && header.size >= 4 && content + 4 <= filled()) header.magic = bytes.readInt32BE(content);
  return mode >= 0 && mode <= OCTAL_7 && isPlain(header);
};

/** Numbers that octal digits can't give, or a table has no room for beside others, are not plain; a directory has no content. */
const isPlain = ({ isDirectory, uid, gid, size, mtime }: PlainHeader): boolean =>
  uid >= 0 && gid >= 0 && (isDirectory ? size === 0 : size >= 0 && size <= UINT32) && mtime >= 0 && mtime <= UINT32;

/** Finds the path in the field of the name, without `./` before and a directory's slash after it; whether it is one as it stands. */
const findPath = (bytes: Buffer, at: number, header: PlainHeader): boolean => {
  const limit = at + FIELDS.name.length;
  const begin = bytes[at] === DOT && bytes[at + 1] === SLASH ? at + 2 : at;
  let previous = SLASH;
  let end = begin;
  for (; end < limit; end++) {
    const byte = bytes[end] as number;
    if (byte === 0) break;
    if (byte < 0x20 || byte > 0x7e || (previous === SLASH && (byte === SLASH || byte === DOT))) return false;
    previous = byte;
  }
  if (previous === SLASH) {
    // A file's name does not end so.
    if (!header.isDirectory || end === begin) return false;
    end -= 1;
  }
  header.begin = begin;
  header.end = end;
  return end > begin;
};

/** A field of eight bytes: seven octal digits and what ends them, or whatever else `parseNumber` reads; -1 if that is no such number. */
const numberAt = (bytes: Buffer, words: Uint32Array, at: number, field: Field): number => {
  const word = (at + field.offset) / 4;
  const [high, low] = [words[word] as number, words[word + 1] as number];
  return LITTLE_ENDIAN && isFourDigits(high) && isThreeDigits(low) ? fourDigits(high) * 512 + threeDigits(low) : parsed(bytes, at, field);
};

/** A field of twelve bytes. */
const longNumberAt = (bytes: Buffer, words: Uint32Array, at: number, field: Field): number => {
  const word = (at + field.offset) / 4;
  const [high, middle, low] = [words[word] as number, words[word + 1] as number, words[word + 2] as number];
  return LITTLE_ENDIAN && isFourDigits(high) && isFourDigits(middle) && isThreeDigits(low)
    ? fourDigits(high) * 2097152 + fourDigits(middle) * 512 + threeDigits(low)
    : parsed(bytes, at, field);
};

const parsed = (bytes: Buffer, at: number, field: Field): number => {
  const value = parseNumber(bytes, at, field);
  // A number in base 256 may be of any size.
  return (bytes[at + field.offset] as number) >= 0x80 || !(value >= 0) ? -1 : value;
};

const LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Whether the four bytes of a word are octal digits. */
const isFourDigits = (word: number): boolean => ((word & 0xf8f8f8f8) | 0) === 0x30303030;

/** Whether three bytes are, and the last one is NUL or a blank. */
const isThreeDigits = (word: number): boolean => ((word & 0xdff8f8f8) | 0) === 0x00303030;

const fourDigits = (word: number): number =>
  ((word & 7) << 9) | ((word & 0x700) >>> 2) | ((word & 0x70000) >>> 13) | ((word & 0x7000000) >>> 24);

const threeDigits = (word: number): number => ((word & 7) << 6) | ((word & 0x700) >>> 5) | ((word & 0x70000) >>> 16);
