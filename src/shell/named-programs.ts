import { withoutHereDocuments } from "./here-documents.ts";
import { readShell } from "./read-shell.ts";
import type { SimpleCommand } from "./shell-text.ts";

/** A file that a text of sh executes, or reads with `.`, by an absolute path that it writes out. */
export interface NamedProgram {
  /** The file and what it is given; `undefined` for a word that the shell computes. */
  readonly words: readonly [string, ...(string | undefined)[]];
  readonly isRead: boolean;
  /** "decides": always, and if it can't the text has failed. "always": the text goes on without it. "perhaps": in some case. */
  readonly runs: "decides" | "always" | "perhaps";
}

/**
 * Them, but for those whose absence the text is prepared for: that it names anywhere else as well, as in a test, that stand before `||`, or
 * whose errors it throws away.
 */
export const namedPrograms = (text: string): readonly NamedProgram[] => {
  const { simple } = readShell(withoutHereDocuments(text));
  const commands = simple.map(prepared);
  const mentioned = new Set(commands.flatMap(({ rest, assigned }) => [...rest, ...assigned]));
  const sought = new Set(commands.flatMap(({ name, rest }) => (SEEKING.has(name ?? "") ? rest : [])));
  const end = commands.findIndex(isEnd);
  return commands.flatMap(({ command, name, deed, rest }, index): readonly NamedProgram[] => {
    if (name?.startsWith("/") !== true || mentioned.has(name) || sought.has(baseOf(name)) || isTolerated(command, deed)) return [];
    const isAlways = command.isAlways && (end < 0 || index <= end);
    const isLast = index === commands.length - 1 && command.end !== "&";
    const decides = deed !== "run" || isLast || command.end === "&&";
    return [{ words: [name, ...rest], isRead: deed === "read", runs: !isAlways ? "perhaps" : decides ? "decides" : "always" }];
  });
};

/** What looks for a program by its name in PATH: `command -v`, too. */
const SEEKING = new Set(["which", "type", "hash", "-v", "-V"]);

const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

interface Prepared {
  readonly command: SimpleCommand;
  /** What it runs, reads with `.`, or executes instead of the shell. */
  readonly deed: "run" | "read" | "exec";
  /** What that is named; `undefined` where it is nothing or computed. */
  readonly name: string | undefined;
  /** The words behind that. */
  readonly rest: readonly (string | undefined)[];
  /** The values of variables before it. */
  readonly assigned: readonly (string | undefined)[];
}

const prepared = (command: SimpleCommand): Prepared => {
  const at = command.words.findIndex(({ isAssignment }) => !isAssignment);
  const [assignments, words] = at < 0 ? [command.words, []] : [command.words.slice(0, at), command.words.slice(at)];
  const assigned = assignments.map(({ value }) => value?.replace(/^[^=]*=/, ""));
  const [first, ...others] = words.map(({ value }) => value);
  const deed = first === "." || first === "source" ? "read" : first === "exec" ? "exec" : "run";
  const isPrefix = deed !== "run" || first === "command";
  const [name, ...rest] = isPrefix ? others : [first, ...others];
  return { command, deed, name, rest, assigned };
};

/** Whether nothing behind it runs for certain; without a command exec only redirects, and an exit with a number is a failure. */
const isEnd = ({ command, deed, name, rest }: Prepared): boolean =>
  deed === "exec"
    ? name !== undefined || command.words.length > 1
    : name === "return" || name === "break" || name === "continue" || (name === "exit" && !/^[1-9]/.test(rest[0] ?? ""));

const isTolerated = ({ end, source }: SimpleCommand, deed: Prepared["deed"]): boolean =>
  end === "||" || (deed === "run" && /(?:^|\s)(?:2>|&>)/.test(source));
