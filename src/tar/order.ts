import { nameOf, type NewEntry } from "./entry.ts";

/** Compares the UTF-8 bytes of two strings; negative, zero or positive, as Array.prototype.sort wants it. */
export const compareUtf8 = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
};

/** UTF-16 order is that of UTF-8 but for surrogates: they stand for code points above U+FFFF, whose bytes come after all others. */
const rank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);

/** The order of an archive: the root, then the bytes of the written names, but hard links after everything that is not one. */
export const sortEntries = (entries: readonly NewEntry[]): NewEntry[] => {
  const keyed = entries.map((entry) => ({ entry, link: entry.type === "hardlink" ? 1 : 0, name: entry.path === "" ? "" : nameOf(entry) }));
  keyed.sort((a, b) => a.link - b.link || compareUtf8(a.name, b.name));
  return keyed.map((each) => each.entry);
};
