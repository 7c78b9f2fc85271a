/**
 * The words of a simple command, as sh(1) splits its text, up to the first operator, redirection or comment: quotes taken off, `undefined`
 * for one that the shell computes (variables, substitutions, patterns).
 */
export const shellWords = (text: string): readonly (string | undefined)[] => {
  const words: (string | undefined)[] = [];
  for (let rest = text.trimStart(); rest !== "" && !rest.startsWith("#");) {
    const [source = ""] = WORD.exec(rest) ?? [];
    if (source === "") break;
    words.push(valueOf(source));
    const next = rest.slice(source.length);
    // What follows a word directly is an operator, or a quote without an end.
    if (!/^\s/.test(next)) break;
    rest = next.trimStart();
  }
  return words;
};

/** The first word of shell text, quotes taken off; `undefined` where the shell computes it or there is none. */
export const firstWord = (text: string): string | undefined => shellWords(text)[0];

const WORD = /^(?:[^\s"'\\;|&<>()]|\\[^]|"(?:[^"\\]|\\[^])*"|'[^']*')+/;

const valueOf = (source: string): string | undefined => {
  const isComputed = /[$`]/.test(source.replace(/\\[^]|'[^']*'/g, "")) || /[*?[\]{}~]/.test(source.replace(/\\[^]|'[^']*'|"[^"]*"/g, ""));
  const word = source.replace(
    /\\([^])|"((?:[^"\\]|\\[^])*)"|'([^']*)'/g,
    (_, escaped?: string, double?: string, single?: string) => escaped ?? single ?? (double ?? "").replace(/\\(["\\$`])/g, "$1"),
  );
  return isComputed ? undefined : word;
};
