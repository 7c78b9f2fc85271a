import type { Operator, Parameter, ShellFault, SimpleCommand, Word } from "./shell-text.ts";

/** How far a text is read, and what was met so far. */
export interface Reader {
  readonly text: string;
  at: number;
  /** How many compound commands and substitutions are open. */
  depth: number;
  /** Of the first simple command. */
  readonly words: Word[];
  readonly simple: SimpleCommand[];
  /** Whether what is read stands behind `!`, `&&` or `||`. */
  isBehind: boolean;
  readonly operators: Operator[];
  comment: number | undefined;
  /** Of the word that is being read. */
  parameters: Parameter[];
  /** Reads the commands of a substitution, up to what ends it. */
  readonly readCommands: (reader: Reader) => void;
}

export const readerOf = (text: string, readCommands: Reader["readCommands"]): Reader => ({
  text,
  at: 0,
  depth: 0,
  words: [],
  simple: [],
  isBehind: false,
  operators: [],
  comment: undefined,
  parameters: [],
  readCommands,
});

/** Ends reading: the text is none of sh's. */
class ShellFaultFound extends Error {
  readonly fault: ShellFault;

  constructor(fault: ShellFault) {
    super(fault.what);
    this.fault = fault;
  }
}

export const fail = (at: number, what: string): never => {
  throw new ShellFaultFound({ at, what });
};

/** What is to come has this form; it is not read yet. */
export const isNext = ({ text, at }: Reader, next: string): boolean => text.startsWith(next, at);

/** Reads what matches a sticky expression; the empty string where nothing does. */
export const take = (reader: Reader, pattern: RegExp): string => {
  pattern.lastIndex = reader.at;
  const [found = ""] = pattern.exec(reader.text) ?? [];
  reader.at += found.length;
  return found;
};

/** Reads one text, if it is next. */
export const takeText = (reader: Reader, text: string): boolean => {
  if (!isNext(reader, text)) return false;
  reader.at += text.length;
  return true;
};

export const isAtEnd = ({ text, at }: Reader): boolean => at >= text.length;

/** Far more than anybody writes, and less than what a call stack holds. */
const MAX_DEPTH = 200;

/** Does something one level further in. */
export const inside = <T>(reader: Reader, read: () => T): T => {
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) fail(reader.at, "this is nested too deeply");
  const value = read();
  reader.depth -= 1;
  return value;
};

/** What ends reading, if anything does. */
export const faultIn = (read: () => void): ShellFault | undefined => {
  try {
    read();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof ShellFaultFound) return thrown.fault;
    throw thrown;
  }
};
