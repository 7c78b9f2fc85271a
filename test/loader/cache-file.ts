/** An entry of an ld.so.cache; x86-64's flags unless others are given. */
export interface CacheSketch {
  readonly name: string;
  readonly path: string;
  readonly flags?: number;
  /** An index of the hwcaps names. */
  readonly hwcaps?: number;
}

export interface CacheForm {
  readonly isLittle?: boolean;
  /** The names of hwcaps subdirectories. */
  readonly hwcaps?: readonly string[];
}

/** A cache as ldconfig writes it (glibc's sysdeps/generic/dl-cache.h): header, entries, strings, and the extension with hwcaps names. */
export const cacheFile = (entries: readonly CacheSketch[], { isLittle = true, hwcaps = [] }: CacheForm = {}): Uint8Array => {
  const texts: string[] = [];
  const begin = 48 + entries.length * 24;
  let end = begin;
  const add = (text: string): number => {
    const at = end;
    texts.push(`${text}\0`);
    end += Buffer.byteLength(text) + 1;
    return at;
  };
  const words = (...numbers: readonly number[]): Buffer => {
    const bytes = Buffer.alloc(numbers.length * 4);
    for (const [index, number] of numbers.entries()) {
      if (isLittle) bytes.writeUInt32LE(number, index * 4);
      else bytes.writeUInt32BE(number, index * 4);
    }
    return bytes;
  };
  const rows = entries.map(({ name, path, flags = 0x0303, hwcaps: index }) => {
    const [low, high] = index === undefined ? [0, 0] : [index, 0x4000_0000];
    return words(flags, add(name), add(path), 0, ...(isLittle ? [low, high] : [high, low]));
  });
  const names = hwcaps.map(add);
  const padding = Buffer.alloc((4 - (end % 4)) % 4);
  const extensionAt = end + padding.length;
  const extension = hwcaps.length === 0 ? Buffer.alloc(0) : words(0xeaa4_2174, 1, 1, 0, extensionAt + 24, names.length * 4, ...names);
  const header = Buffer.concat([
    Buffer.from("glibc-ld.so.cache1.1"),
    words(entries.length, end - begin),
    Buffer.from([isLittle ? 2 : 3, 0, 0, 0]),
    words(hwcaps.length === 0 ? 0 : extensionAt, 0, 0, 0),
  ]);
  return Buffer.concat([header, ...rows, Buffer.from(texts.join("")), padding, extension]);
};
