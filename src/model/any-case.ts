/** A regular expression of a word of ASCII letters and _, in whatever case. */
export const inAnyCase = (word: string): string =>
  word.replaceAll(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);
