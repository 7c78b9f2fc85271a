import { fail, inside, isAtEnd, isNext, type Reader, readerOf, take, takeText } from "./reader.ts";
import type { Word } from "./shell-text.ts";
import { valueOf } from "./word-value.ts";

/** Reads the word that is next, as POSIX (XCU 2.3) splits it; `undefined` where an operator, a comment or the end is next. */
export const readWord = (reader: Reader): Word | undefined => {
  if (isNext(reader, "#")) return undefined;
  const { at, parameters: outer } = reader;
  const parameters: Word["parameters"] = (reader.parameters = []);
  while (take(reader, PLAIN) !== "" || readQuoting(reader));
  reader.parameters = outer;
  const source = reader.text.slice(at, reader.at);
  return source === "" ? undefined : { at, end: reader.at, value: valueOf(source), isAssignment: ASSIGNMENT.test(source), parameters };
};

/** XCU 2.10.2, rule 7; bash appends with `+=`. */
const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*\+?=/;

/** Neither quoted, nor expanded, nor the end of a word; a backslash at the very end stands for itself. */
const PLAIN = /(?:[^\s"'`$\\&|;<>()]|\\[^]|\\$)+/y;

/** Reads the quotes or the expansion that are next; false where none are. */
const readQuoting = (reader: Reader): boolean => {
  if (isNext(reader, "'")) readSingleQuotes(reader);
  else if (isNext(reader, '"')) readDoubleQuotes(reader);
  else return readExpansion(reader, false);
  return true;
};

const readExpansion = (reader: Reader, isQuoted: boolean): boolean => {
  if (!isNext(reader, "`") && !isNext(reader, "$")) return false;
  inside(reader, () => (isNext(reader, "`") ? readBackquotes(reader, isQuoted) : readDollar(reader, isQuoted)));
  return true;
};

const readSingleQuotes = (reader: Reader): void => {
  const begin = reader.at;
  if (take(reader, /'[^']*'/y) === "") fail(begin, "the quote ' is not closed");
};

const readDoubleQuotes = (reader: Reader): void => {
  const begin = reader.at;
  reader.at += 1;
  while (!takeText(reader, '"')) {
    if (isAtEnd(reader)) fail(begin, 'the quote " is not closed');
    if (take(reader, /(?:[^"\\$`]|\\[^]|\\$)+/y) === "") readExpansion(reader, true);
  }
};

/** Its text is that of commands after one backslash before each backslash, dollar or backquote is taken off. */
const readBackquotes = (reader: Reader, isQuoted: boolean): void => {
  const begin = reader.at;
  const source = take(reader, /`(?:[^`\\]|\\[^])*`/y);
  if (source === "") fail(begin, "the backquote is not closed");
  const text = source.slice(1, -1).replace(isQuoted ? /\\([\\$`"])/g : /\\([\\$`])/g, "$1");
  const within = { ...readerOf(text, reader.readCommands), depth: reader.depth };
  inside(within, () => reader.readCommands(within));
  reader.simple.push(...within.simple);
};

const readDollar = (reader: Reader, isQuoted: boolean): void => {
  const at = reader.at;
  reader.at += 1;
  if (isNext(reader, "((") && isArithmetic(reader)) return;
  if (takeText(reader, "(")) {
    reader.readCommands(reader);
    if (!takeText(reader, ")")) fail(at, "the parenthesis of $( is not closed");
  } else if (takeText(reader, "{")) readBraces(reader, at, isQuoted);
  else {
    const name = take(reader, NAME);
    if (name !== "") reader.parameters.push({ at, name, hasDefault: false });
  }
};

/** A name, one digit, or a special parameter (XCU 2.5). */
const NAME = /[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]/y;

/** Reads `((…))` if that is what follows, whatever it computes; what ends otherwise are commands in parentheses of their own. */
const isArithmetic = (reader: Reader): boolean => {
  const { text, at } = reader;
  let open = 2;
  let end = at + 2;
  for (; end < text.length && open > 1; end += 1) {
    if (text[end] === "\\") end += 1;
    else open += text[end] === "(" ? 1 : text[end] === ")" ? -1 : 0;
  }
  if (open > 1 || text[end] !== ")") return false;
  reader.at = end + 1;
  return true;
};

/** What stands behind the name is a word up to the brace: quotes in it count, inside double quotes only those. */
const readBraces = (reader: Reader, at: number, isQuoted: boolean): void => {
  const name = take(reader, /#?(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*?$!#-])|#/y);
  const operator = take(reader, /:?[-+?=]|%%?|##?/y);
  reader.parameters.push({ at, name: name === "#" ? name : name.replace(/^#/, ""), hasDefault: /[-+?=]/.test(operator) });
  const isWord = /^[%#]/.test(operator) || !isQuoted;
  while (!takeText(reader, "}")) {
    if (isAtEnd(reader)) fail(at, "the brace of ${ is not closed");
    if (isWord && isNext(reader, "'")) readSingleQuotes(reader);
    else if (isNext(reader, '"')) readDoubleQuotes(reader);
    else if (!readExpansion(reader, isQuoted)) take(reader, /\\[^]|[^]/y);
  }
};
