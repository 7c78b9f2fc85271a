/** The value of a word as it is written, quotes taken off; `undefined` where the shell computes it (variables, substitutions, patterns). */
export const valueOf = (source: string): string | undefined => {
  const isComputed = /[$`]/.test(source.replace(/\\[^]|'[^']*'/g, "")) || /[*?[\]{}~]/.test(source.replace(/\\[^]|'[^']*'|"[^"]*"/g, ""));
  const word = source.replace(
    /\\([^])|"((?:[^"\\]|\\[^])*)"|'([^']*)'/g,
    (_, escaped?: string, double?: string, single?: string) => escaped ?? single ?? (double ?? "").replace(/\\(["\\$`])/g, "$1"),
  );
  return isComputed ? undefined : word;
};
