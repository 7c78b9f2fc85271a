/** The first word of shell text, quotes taken off; `undefined` where the shell computes it (variables, substitutions, patterns). */
export const firstWord = (text: string): string | undefined => {
  const [source = ""] = /^(?:[^\s"'\\;|&<>()]|\\[^]|"(?:[^"\\]|\\[^])*"|'[^']*')+/.exec(text.trimStart()) ?? [];
  const isComputed = /[$`]/.test(source.replace(/\\[^]|'[^']*'/g, "")) || /[*?[\]{}~]/.test(source.replace(/\\[^]|'[^']*'|"[^"]*"/g, ""));
  const word = source.replace(
    /\\([^])|"((?:[^"\\]|\\[^])*)"|'([^']*)'/g,
    (_, escaped?: string, double?: string, single?: string) => escaped ?? single ?? (double ?? "").replace(/\\(["\\$`])/g, "$1"),
  );
  return word === "" || isComputed ? undefined : word;
};
