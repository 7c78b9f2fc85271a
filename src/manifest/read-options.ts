import type { Span } from "../diagnostics/diagnostic.ts";
import { unescapeBytes, type Word } from "./statements.ts";

export type Complain = (span: Span, problem: string) => void;

/** Values by key, each with the place of its word. */
export type Options = ReadonlyMap<string, Word>;

/** Reads words `key=value`; a key of `allowed` that ends in `.` stands for all keys that begin with it. */
export const readOptions = (words: readonly Word[], allowed: readonly string[], complain: Complain): Options => {
  const options = new Map<string, Word>();
  for (const { text, span } of words) {
    const [, key = "", value = ""] = /^([^=]+)=(.*)$/.exec(text) ?? [];
    const isAllowed = allowed.some((each) => (each.endsWith(".") ? key.startsWith(each) && key !== each : key === each));
    if (!isAllowed) complain(span, `"${text}" is not allowed here; allowed are ${allowed.map(spellKey).join(", ")}`);
    else if (options.has(key)) complain(span, `${key}= stands here twice`);
    else options.set(key, { text: value, span });
  }
  return options;
};

const spellKey = (key: string): string => (key.endsWith(".") ? `${key}NAME=` : `${key}=`);

/** A number of an option, `fallback` without it. */
export const numberOf = (word: Word | undefined, fallback: number, complain: Complain): number => {
  if (word === undefined) return fallback;
  if (/^\d{1,15}$/.test(word.text)) return Number(word.text);
  complain(word.span, `"${word.text}" is not a number`);
  return fallback;
};

/** The bytes of a word with escapes. */
export const bytesOf = (word: Word, complain: Complain): Uint8Array => {
  const bytes = unescapeBytes(word.text);
  if (bytes === undefined) complain(word.span, `"${word.text}": a backslash begins \\xHH or \\\\`);
  return bytes ?? new Uint8Array();
};

/** The text of a word with escapes: names in a tarball are UTF-8. */
export const textOf = (word: Word, complain: Complain): string => {
  const bytes = bytesOf(word, complain);
  const text = Buffer.from(bytes).toString("utf8");
  if (Buffer.compare(Buffer.from(text), bytes) !== 0) complain(word.span, `"${word.text}" is not UTF-8`);
  return text;
};
