/** A text split into words where no shell will read it. */
export interface PlainWords {
  readonly words: readonly string[];
  /** The first thing that means something to a shell alone; `undefined` for a text that is words and nothing else. */
  readonly special: string | undefined;
}

/** What begins or joins commands, or is replaced, where no quotes stand around it (XCU 2.2), and a new line. */
const SPECIAL = /[$`;&|<>()*?\n]/;

/** In double quotes sh replaces these all the same. */
const REPLACED = /[$`]/;

/** Splits a text at blanks as sh does, quotes and backslashes taken off. */
export const plainWords = (text: string): PlainWords => {
  const words: string[] = [];
  let word: string | undefined;
  let special: string | undefined;
  const note = (found: string): void => {
    special ??= found;
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === "'" || letter === '"') {
      const quoted = letter === "'" ? inSingle(text, at) : inDouble(text, at, note);
      if (quoted === undefined) note(letter);
      word = (word ?? "") + (quoted?.text ?? "");
      at = quoted?.end ?? text.length;
    } else if (letter === "\\") {
      if (at + 1 === text.length) note(letter);
      at += 1;
      // A backslash takes the end of a line away.
      word = (word ?? "") + (text.charAt(at) === "\n" ? "" : text.charAt(at));
    } else if (/[ \t]/.test(letter)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      if (SPECIAL.test(letter)) note(letter);
      word = (word ?? "") + letter;
    }
  }
  if (word !== undefined) words.push(word);
  return { words, special };
};

interface Quoted {
  readonly text: string;
  /** Where the closing quote stands. */
  readonly end: number;
}

const inSingle = (text: string, at: number): Quoted | undefined => {
  const end = text.indexOf("'", at + 1);
  return end < 0 ? undefined : { text: text.slice(at + 1, end), end };
};

/** A backslash is one but before `$`, a backquote, `"`, itself and the end of a line. */
const inDouble = (text: string, at: number, note: (found: string) => void): Quoted | undefined => {
  let inside = "";
  for (let end = at + 1; end < text.length; end += 1) {
    const letter = text.charAt(end);
    if (letter === '"') return { text: inside, end };
    const next = text.charAt(end + 1);
    if (letter === "\\" && next !== "" && '$`"\\\n'.includes(next)) {
      inside += next === "\n" ? "" : next;
      end += 1;
    } else {
      if (REPLACED.test(letter)) note(letter);
      inside += letter;
    }
  }
  return undefined;
};
