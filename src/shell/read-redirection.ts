import { readWord } from "./read-word.ts";
import { fail, inside, isNext, type Reader, take, takeText } from "./reader.ts";

/** Skips blanks, and a comment up to the end of its line. */
export const skipBlanks = (reader: Reader): void => {
  take(reader, /(?:[ \t\r]|\\\n)+/y);
  const at = reader.at;
  if (take(reader, /#[^\n]*/y) !== "" && reader.depth === 0) reader.comment ??= at;
};

/** Reads a redirection; false where none is next. */
export const readRedirection = (reader: Reader): boolean => {
  const begin = reader.at;
  const operator = take(reader, REDIRECTION);
  if (operator === "") return false;
  if (/<<-?$/.test(operator)) fail(begin, "a here-document would take the lines that follow in the script");
  if (/^[<>]$/.test(operator) && isNext(reader, "(")) readProcess(reader);
  else {
    take(reader, /(?:[ \t]|\\\n)+/y);
    if (readWord(reader) === undefined) fail(begin, `${operator} has no file behind it`);
  }
  return true;
};

/** XCU 2.7, and what bash and BusyBox have beyond it. */
const REDIRECTION = /[0-9]?(?:<<<|<<-?|<&|<>|>>|>&|>\||<|>)|&>>?(?!&)/y;

/** A process substitution, which bash has. */
const readProcess = (reader: Reader): void => {
  const begin = reader.at;
  reader.at += 1;
  inside(reader, () => reader.readCommands(reader));
  if (!takeText(reader, ")")) fail(begin, "the parenthesis is not closed");
};
