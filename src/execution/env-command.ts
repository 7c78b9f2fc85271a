/** A word of a command; `undefined` where it is not known. */
export type Word = string | undefined;

/** What env(1) runs. */
export interface EnvCommand {
  readonly words: readonly Word[];
  /** The value of a variable that env sets or takes away; `undefined` where it is the one that env was given. */
  readonly valueOf: (name: string) => string | undefined;
  /** The PATH in which the command is looked for; `undefined` where it is the one that env was given. */
  readonly path: readonly string[] | undefined;
}

/** What env(1) makes of the words behind its name; `undefined` where it runs nothing, or nothing that can be known. */
export const envCommand = (given: readonly Word[]): EnvCommand | undefined => {
  const set = new Map<string, string | undefined>();
  let isEmptied = false;
  const words = [...given];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const split = /^(?:-[iv0]*S|--split-string=?)([^]*)$/.exec(word);
    const [, name, value] = /^([^=]+)=([^]*)$/.exec(word) ?? [];
    if (split !== null) {
      const text = split[1] === "" ? words.shift() : split[1];
      // Quotes, escapes and variables of its own.
      if (text === undefined || /["'\\$#]/.test(text)) return undefined;
      words.unshift(...text.split(/\s+/).filter((each) => each !== ""));
    } else if (word === "-" || /^-[iv0]+$/.test(word) || word === "--ignore-environment") {
      isEmptied ||= word !== "-v" && word !== "-0";
    } else if (word === "-u" || word === "--unset") {
      set.set(words.shift() ?? "", undefined);
    } else if (word.startsWith("-") && word !== "--") {
      return undefined;
    } else if (name !== undefined) {
      set.set(name, value);
    } else if (word !== "--") {
      const valueOf = (variable: string): string | undefined => (isEmptied || set.has(variable) ? (set.get(variable) ?? "") : undefined);
      const path = set.get("PATH")?.split(":") ?? (isEmptied || set.has("PATH") ? WITHOUT_PATH : undefined);
      return { words: [word, ...words], valueOf, path };
    }
  }
  return undefined;
};

/** Where execvp(3) looks without a PATH: glibc, and musl, whose list is longer. */
const WITHOUT_PATH = ["/usr/local/bin", "/bin", "/usr/bin"];
