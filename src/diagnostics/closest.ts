const MAX_NAMES = 3;
const MAX_DISTANCE = 3;

/**
 * Up to three of the names that are similar to a word, the most similar first: for "did you mean". At most three letters of it, and no
 * more than half of them, have to be changed, upper and lower case counting as the same; a name that differs in case only stands alone.
 */
export const closest = (word: string, names: Iterable<string>): readonly string[] => {
  const similar = [...new Set(names)]
    .filter((name) => Math.abs(name.length - word.length) <= MAX_DISTANCE)
    .map((name) => ({ name, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.min(MAX_DISTANCE, word.length / 2))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  const same = similar.filter(({ distance }) => distance === 0);
  return (same.length > 0 ? same : similar).slice(0, MAX_NAMES).map(({ name }) => name);
};

/** Levenshtein's distance: how many letters have to be added, dropped or replaced. */
const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};
