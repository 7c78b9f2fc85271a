/** What an ld.so.cache says: for a library's name the files that it may be, in the cache's order. */
export type LibraryCache = ReadonlyMap<string, readonly CachedLibrary[]>;

export interface CachedLibrary {
  readonly path: string;
  /** Its kind and ABI (sysdeps/generic/ldconfig.h): 0x0303 for a 64-bit x86 library. */
  readonly flags: number;
  /** The subdirectory of glibc-hwcaps that it is for: `x86-64-v3`. */
  readonly hwcaps: string | undefined;
}

/**
 * Reads a cache as glibc's loader does (elf/dl-cache.c): the format of `glibc-ld.so.cache1.1`, which may stand behind the old one of
 * `ld.so-1.7.0`. `undefined` for what that loader does not take for a cache of its byte order.
 */
export const readLibraryCache = (bytes: Uint8Array, isLittle: boolean): LibraryCache | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begin = beginOf(bytes, view, isLittle);
  if (begin === undefined || begin + HEADER > bytes.length) return undefined;
  const word = (at: number): number => view.getUint32(begin + at, isLittle);
  const count = word(20);
  const order = view.getUint8(begin + 28) & 3;
  const isForeign = order !== 0 && order !== (isLittle ? LITTLE : BIG);
  if (isForeign || begin + HEADER + count * ENTRY > bytes.length) return undefined;
  const text = textReader(bytes, begin);
  const names = hwcapsNames(bytes, { begin, word, text });
  const cache = new Map<string, CachedLibrary[]>();
  for (let at = HEADER; at < HEADER + count * ENTRY; at += ENTRY) {
    const [name, path] = [text(word(at + 4)), text(word(at + 8))];
    if (name === undefined || path === undefined) continue;
    const [low, high] = [view.getUint32(begin + at + 16, isLittle), view.getUint32(begin + at + 20, isLittle)];
    const [index, kind] = isLittle ? [low, high] : [high, low];
    const isVariant = kind >>> 0 === HWCAP_EXTENSION;
    // The word of hardware capabilities before glibc 2.33: no processor is asked about here.
    if (!isVariant && (low !== 0 || high !== 0)) continue;
    const library = { path, flags: word(at), hwcaps: isVariant ? names[index] : undefined };
    cache.set(name, [...(cache.get(name) ?? []), library]);
  }
  return cache;
};

const MAGIC = "glibc-ld.so.cache1.1";
const OLD_MAGIC = "ld.so-1.7.0\0";
/** Sizes of struct cache_file_new and struct file_entry_new, and of what the old format has. */
const HEADER = 48;
const ENTRY = 24;
const OLD_HEADER = 16;
const OLD_ENTRY = 12;
/** cache_file_new_flags_endian_little and _big. */
const LITTLE = 2;
const BIG = 3;
/** DL_CACHE_HWCAP_EXTENSION, the upper half: the lower one is an index of the names in the extension. */
const HWCAP_EXTENSION = 0x4000_0000;
const EXTENSION_MAGIC = 0xeaa4_2174;
const TAG_HWCAPS = 1;

const startsWith = (bytes: Uint8Array, at: number, text: string): boolean =>
  Buffer.from(bytes.subarray(at, at + text.length)).toString("latin1") === text;

/** Where the new format begins. */
const beginOf = (bytes: Uint8Array, view: DataView, isLittle: boolean): number | undefined => {
  if (startsWith(bytes, 0, MAGIC)) return 0;
  if (!startsWith(bytes, 0, OLD_MAGIC) || bytes.length < OLD_HEADER) return undefined;
  const end = OLD_HEADER + view.getUint32(12, isLittle) * OLD_ENTRY;
  const begin = (end + 7) & ~7;
  return startsWith(bytes, begin, MAGIC) ? begin : undefined;
};

/** Strings by their offset from the beginning of the new format. */
const textReader =
  (bytes: Uint8Array, begin: number) =>
  (offset: number): string | undefined => {
    const end = bytes.indexOf(0, begin + offset);
    return begin + offset >= bytes.length || end < 0 ? undefined : Buffer.from(bytes.subarray(begin + offset, end)).toString("utf8");
  };

interface Reading {
  readonly begin: number;
  readonly word: (at: number) => number;
  readonly text: (offset: number) => string | undefined;
}

/** The names of the hwcaps subdirectories (struct cache_extension), by their index. */
const hwcapsNames = (bytes: Uint8Array, { begin, word, text }: Reading): readonly (string | undefined)[] => {
  const at = word(32);
  const fits = (offset: number, length: number): boolean => offset > 0 && begin + offset + length <= bytes.length;
  if (!fits(at, 8) || word(at) !== EXTENSION_MAGIC || !fits(at, 8 + word(at + 4) * 16)) return [];
  for (let section = at + 8; section < at + 8 + word(at + 4) * 16; section += 16) {
    const [offset, size] = [word(section + 8), word(section + 12)];
    if (word(section) !== TAG_HWCAPS || !fits(offset, size)) continue;
    return Array.from({ length: Math.floor(size / 4) }, (_, index) => text(word(offset + index * 4)));
  }
  return [];
};
