interface WordChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** The words that mean the opposite of each other: mount(8). */
const OPPOSITES: Readonly<Record<string, string>> = { ro: "rw", nosuid: "suid", nodev: "dev", noexec: "exec", rw: "ro" };

/**
 * A list of mount options with some words less and some more; the others stay as they are written. Words that are added take the place of
 * what goes, of their opposite or of another value of the same option.
 */
export const changedWords = (text: string, { add, remove }: WordChange): string => {
  const before = text.split(",");
  const blanks = /^\s*/.exec(before[1] ?? "")?.[0] ?? "";
  const goes = (each: string): boolean => remove.includes(bare(each));
  const isThere = (word: string): boolean => before.some((each) => bare(each) === word && !goes(each));
  const isReplacing = (word: string): boolean => before.some((each) => !goes(each) && isReplacedBy(bare(each), word));
  const instead = before.some(goes) ? add.filter((word) => !isThere(word) && !isReplacing(word)) : [];
  let words: readonly string[] = before
    .flatMap((each, index) =>
      !goes(each) ? each : index === before.findIndex(goes) ? instead.map((word) => each.replace(bare(each), word)) : [],
    )
    .filter((each) => bare(each) !== "");
  for (const word of add) {
    if (isThere(word) || instead.includes(word)) continue;
    const old = words.find((each) => isReplacedBy(bare(each), word));
    words =
      old === undefined
        ? [...words, `${words.length === 0 ? "" : blanks}${word}`]
        : words.map((each) => (each === old ? each.replace(bare(each), word) : each));
  }
  return words.join(",");
};

const isReplacedBy = (old: string, word: string): boolean =>
  word.includes("=") ? old.split("=")[0] === word.split("=")[0] : old === OPPOSITES[word];

/** Blanks inside mean nothing to the format. */
const bare = (word: string): string => word.replaceAll(/\s/g, "");
