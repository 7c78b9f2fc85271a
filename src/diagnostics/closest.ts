const MAX_NAMES = 3;
const MAX_DISTANCE = 3;

/**
 * The names that a word may be a misspelling of, at most three that are equally similar, in their order: for "did you mean". Of three letters
 * one may be wrong: added, dropped, replaced or changed places with its neighbour; upper and lower case count as the same. Where none is so
 * similar, those that the word is the beginning of, or that are its beginning, if no more than half is missing.
 */
export const closest = (word: string, names: Iterable<string>): readonly string[] => {
  const all = [...new Set(names)].filter((name) => name !== "");
  const similar = bestOf(all, (name) => {
    if (Math.abs(name.length - word.length) > MAX_DISTANCE) return undefined;
    const distance = editDistance(word.toLowerCase(), name.toLowerCase());
    return distance <= Math.min(MAX_DISTANCE, Math.max(word.length, name.length) / 3) ? distance : undefined;
  });
  return similar.length > 0 ? similar : bestOf(all, (name) => cutOff(word.toLowerCase(), name.toLowerCase()));
};

/** Whether two names have the same numbers in them: others make another release, board or library, not a misspelling. */
export const hasSameNumbers = (a: string, b: string): boolean => numbersOf(a) === numbersOf(b);

const numbersOf = (name: string): string => name.replaceAll(/\D+/g, " ");

/** The names of the least cost, in their order. */
const bestOf = (names: readonly string[], costOf: (name: string) => number | undefined): readonly string[] => {
  const costs = names.flatMap((name) => {
    const cost = costOf(name);
    return cost === undefined ? [] : [{ name, cost }];
  });
  const least = Math.min(...costs.map(({ cost }) => cost));
  return costs
    .filter(({ cost }) => cost === least)
    .map(({ name }) => name)
    .sort()
    .slice(0, MAX_NAMES);
};

/** How many letters one of two words lacks at its end, if no more than it has. */
const cutOff = (a: string, b: string): number | undefined => {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const missing = long.length - short.length;
  const isCut =
    short.length >= MIN_BEGINNING && missing <= short.length && long.startsWith(short) && /^\w+$/.test(long.slice(short.length));
  return isCut ? missing : undefined;
};

const MIN_BEGINNING = 3;

/** How many letters have to be added, dropped, replaced or changed places with the next one (the restricted distance of Damerau and Levenshtein). */
const editDistance = (a: string, b: string): number => {
  let before: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? Infinity) + 1 : Infinity;
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swapped));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
};
