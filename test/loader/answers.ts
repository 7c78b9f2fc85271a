/** What a loader loads for a file: a path for each name, `undefined` where it finds none. */
export type Answer = ReadonlyMap<string, string | undefined>;

/**
 * The answers of a loader by file, as glibc's prints them with LD_TRACE_LOADED_OBJECTS (ldd(1)) and musl's with `--list`, below a line
 * `= FILE` for each. The kernel's own object and the loader itself are left out. What else it prints is a name that it doesn't find.
 */
export const readAnswers = (text: string, loader: string): ReadonlyMap<string, Answer> => {
  const answers = new Map<string, Map<string, string | undefined>>();
  let answer = new Map<string, string | undefined>();
  for (const line of text.split("\n")) {
    if (line.startsWith("= ")) {
      answer = new Map();
      answers.set(line.slice(2), answer);
      continue;
    }
    const [, lacking] = /^Error loading shared library (\S+): /.exec(line) ?? [];
    // What is needed by its path is told by that alone.
    const [, name = "", path = name] = /^\t(\S+)(?: => (.+?))?(?: \(0x[0-9a-f]+\))?$/.exec(line) ?? [];
    if (lacking !== undefined) answer.set(lacking, undefined);
    else if (path === "not found") answer.set(name, undefined);
    else if (path.startsWith("/") && path !== loader && !answer.has(name)) answer.set(name, oneSlash(path));
    else if (path === "" && !LEFT_OUT.test(line)) answer.set(line, undefined);
  }
  return answers;
};

/** A path as both sides spell it. */
export const oneSlash = (path: string): string => path.replaceAll(/\/{2,}/g, "/");

/** A file that needs nothing, and comments. */
const LEFT_OUT = /^\tstatically linked$|^$|^# /;
