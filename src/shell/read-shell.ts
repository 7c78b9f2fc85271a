import { readRedirection, skipBlanks } from "./read-redirection.ts";
import { readWord } from "./read-word.ts";
import { fail, faultIn, inside, isAtEnd, isNext, type Reader, readerOf, take, takeText } from "./reader.ts";
import type { ShellText, Word } from "./shell-text.ts";

/**
 * What sh makes of a text: the grammar of POSIX (XCU 2.10), one line or many. What bash and BusyBox read beyond it is taken as well, where dash
 * does not; a here-document is not. "arguments": a command stands before the text, which begins with its further words.
 */
export const readShell = (text: string, begin: "command" | "arguments" = "command"): ShellText => {
  const reader = readerOf(text, (within) => {
    readList(within, "may be empty");
  });
  const fault = faultIn(() => {
    if (begin === "arguments") readAndOr(reader, () => readSimple(reader, "arguments"));
    readList(reader, "may be empty", begin === "arguments");
    if (!isAtEnd(reader)) unexpected(reader);
  });
  const { words, simple, operators, comment } = reader;
  return { words, commands: simple.map((each) => each.words), simple, operators, comment, fault };
};

const unexpected = (reader: Reader): never => {
  skipBlanks(reader);
  if (isAtEnd(reader)) return fail(reader.at, "the text ends where a command has to follow");
  const [next = ""] = /^(?:;;|&&|\|\||[^\s;&|()<>]+|[^])/.exec(reader.text.slice(reader.at)) ?? [];
  return fail(reader.at, `"${next}" can't stand here`);
};

/** Commands with what parts them; ends before what is no command. */
const readList = (reader: Reader, kind: "may be empty" | "must have one", isAfterCommand = false): void => {
  let isParted = !isAfterCommand;
  for (let count = 0; ; count += 1) {
    if (isAfterCommand || count > 0) isParted = readSeparator(reader);
    skipLines(reader);
    const isEnd = isAtEnd(reader) || isListEnd(reader);
    if (isEnd && (kind === "may be empty" || count > 0)) return;
    if (!isParted) return;
    const isNegated = skipNegation(reader);
    readAndOr(reader, () => readCommand(reader), isNegated);
  }
};

/** Whether one of `;`, `&` and the end of a line was read. */
const readSeparator = (reader: Reader): boolean => {
  skipBlanks(reader);
  const at = reader.at;
  const text = take(reader, /;(?!;)|&(?!&)|\n/y);
  if (text !== "" && text !== "\n") operatorAt(reader, at, text);
  return text !== "";
};

const operatorAt = ({ depth, operators }: Reader, at: number, text: string): void => {
  if (depth === 0) operators.push({ at, text });
};

const skipLines = (reader: Reader): void => {
  do skipBlanks(reader);
  while (takeText(reader, "\n"));
};

/** The words that end a list (XCU 2.4), where a command might begin. */
const ENDS = /(?:(?:then|else|elif|fi|do|done|esac|\})(?=[\s;&|()<>]|$))|\)|;;/y;

const isListEnd = ({ text, at }: Reader): boolean => {
  ENDS.lastIndex = at;
  return ENDS.test(text);
};

/** Pipelines with `&&` and `||` between them; the first command is read by the caller's own way. */
const readAndOr = (reader: Reader, readFirst: () => void, isNegated = false): void => {
  const isBehind = reader.isBehind;
  reader.isBehind = isNegated;
  for (let read = readFirst; ; read = () => readCommand(reader)) {
    read();
    skipBlanks(reader);
    const at = reader.at;
    const operator = take(reader, /&&|\|\||\|&?/y);
    if (operator === "") break;
    operatorAt(reader, at, operator);
    skipLines(reader);
    reader.isBehind = skipNegation(reader) || operator === "&&" || operator === "||" || reader.isBehind;
  }
  reader.isBehind = isBehind;
};

/** Whether there was one. */
const skipNegation = (reader: Reader): boolean => {
  skipBlanks(reader);
  const isNegated = take(reader, /!(?=[\s;&|()<>]|$)/y) !== "";
  if (isNegated) skipBlanks(reader);
  return isNegated;
};

const readCommand = (reader: Reader): void => {
  skipBlanks(reader);
  if (isListEnd(reader) || isNext(reader, "! ")) unexpected(reader);
  const compound = take(reader, COMPOUND);
  if (compound === "") readSimple(reader, "command");
  else {
    inside(reader, () => COMPOUNDS[compound]?.(reader));
    do skipBlanks(reader);
    while (readRedirection(reader));
  }
};

const COMPOUND = /\(|(?:\{|if|while|until|for|case)(?=[\s;&|()<>]|$)/y;

/** Reads a word of the shell that has to come. */
const expect = (reader: Reader, word: string): void => {
  skipLines(reader);
  if (take(reader, new RegExp(`${word}(?=[\\s;&|()<>]|$)`, "y")) === "") {
    if (isAtEnd(reader)) fail(reader.at, `the text ends, and "${word}" has to follow`);
    unexpected(reader);
  }
};

const readBody = (reader: Reader, end: string): void => {
  readList(reader, "must have one");
  expect(reader, end);
};

const readLoop = (reader: Reader): void => {
  readBody(reader, "do");
  readBody(reader, "done");
};

const readIf = (reader: Reader): void => {
  readBody(reader, "then");
  readList(reader, "must have one");
  if (take(reader, /elif(?=[\s;&|()<>]|$)/y) !== "") readIf(reader);
  else if (take(reader, /else(?=[\s;&|()<>]|$)/y) !== "") readBody(reader, "fi");
  else expect(reader, "fi");
};

const readFor = (reader: Reader): void => {
  skipBlanks(reader);
  if (take(reader, /[A-Za-z_][A-Za-z0-9_]*(?=[\s;&|()<>]|$)/y) === "") unexpected(reader);
  skipLines(reader);
  if (take(reader, /in(?=[\s;&|()<>]|$)/y) !== "") {
    do skipBlanks(reader);
    while (readWord(reader) !== undefined);
    if (!isNext(reader, ";") && !isNext(reader, "\n")) unexpected(reader);
  }
  take(reader, /;(?!;)/y);
  expect(reader, "do");
  readBody(reader, "done");
};

const readCase = (reader: Reader): void => {
  skipBlanks(reader);
  if (readWord(reader) === undefined) unexpected(reader);
  expect(reader, "in");
  skipLines(reader);
  while (take(reader, /esac(?=[\s;&|()<>]|$)/y) === "") {
    readPattern(reader);
    readList(reader, "may be empty");
    skipLines(reader);
    if (take(reader, /;;&?|;&/y) === "") {
      expect(reader, "esac");
      return;
    }
    skipLines(reader);
  }
};

const readPattern = (reader: Reader): void => {
  takeText(reader, "(");
  do {
    skipBlanks(reader);
    if (readWord(reader) === undefined) unexpected(reader);
    skipBlanks(reader);
  } while (takeText(reader, "|"));
  if (!takeText(reader, ")")) unexpected(reader);
};

const COMPOUNDS: Readonly<Record<string, (reader: Reader) => void>> = {
  "(": (reader) => {
    readList(reader, "must have one");
    skipLines(reader);
    if (!takeText(reader, ")")) unexpected(reader);
  },
  "{": (reader) => readBody(reader, "\\}"),
  if: readIf,
  while: readLoop,
  until: readLoop,
  for: readFor,
  case: readCase,
};

/** A command's words and redirections; or a function, whose name is the one word before parentheses. */
const readSimple = (reader: Reader, begin: "command" | "arguments"): void => {
  const words = reader.simple.length === 0 && reader.depth === 0 ? reader.words : [];
  const at = reader.at;
  do skipBlanks(reader);
  while (readRedirection(reader) || readInto(reader, words));
  const isOneWord = words.length === 1 && reader.text.slice(at, reader.at).trim() === reader.text.slice(words[0]?.at, words[0]?.end);
  if (begin === "command" && isOneWord && take(reader, /\([ \t]*\)/y) !== "") {
    skipLines(reader);
    inside(reader, () => readCommand(reader));
    return;
  }
  if (isNext(reader, "(") || (begin === "command" && reader.at === at)) unexpected(reader);
  const [end = ""] = /^(?:&&|\|\||\|&|;;|[^])?/.exec(reader.text.slice(reader.at, reader.at + 2)) ?? [];
  reader.simple.push({ words, source: reader.text.slice(at, reader.at), isAlways: reader.depth === 0 && !reader.isBehind, end });
};

const readInto = (reader: Reader, words: Word[]): boolean => {
  const word = readWord(reader);
  if (word !== undefined) words.push(word);
  return word !== undefined;
};
