/** Compares the UTF-8 bytes of two strings, which begin with `common` equal units; negative, zero or positive, as Array.prototype.sort wants it. */
export const compareUtf8 = (a: string, b: string, common = 0): number => {
  const length = Math.min(a.length, b.length);
  for (let index = common; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
};

/** UTF-16 order is that of UTF-8 but for surrogates: they stand for code points above U+FFFF, whose bytes come after all others. */
const rank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);

/** Sorts strings by their UTF-8 bytes, in place. Without surrogates that is the order which the engine has itself, and finds in a tenth of the time. */
export const sortUtf8 = (texts: string[]): string[] => (texts.some(hasSurrogate) ? texts.sort(compareUtf8) : texts.sort());

/** Sorts things by the UTF-8 bytes of a text that each has, in place; alike ones stay in their order. */
export const sortByUtf8 = <T>(things: T[], textOf: (thing: T) => string): T[] =>
  things.some((thing) => hasSurrogate(textOf(thing)))
    ? things.sort((a, b) => compareUtf8(textOf(a), textOf(b)))
    : things.sort((a, b) => compareUnits(textOf(a), textOf(b)));

const compareUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const hasSurrogate = (text: string): boolean => /[\ud800-\udfff]/.test(text);
