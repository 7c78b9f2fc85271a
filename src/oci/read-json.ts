import type { Staged } from "../diagnostics/diagnostic.ts";
import { badOciDocument } from "./findings.ts";

/** A JSON document does not have the shape that it should have; `readJson` makes a diagnostic of it. */
class Mistake extends Error {}

export type Members = Readonly<Record<string, unknown>>;

/** Reads a document of JSON in UTF-8; `read` makes of it what it should be, `file` names it. */
export const readJson = <T>(bytes: Uint8Array, file: string, read: (value: Members) => T): Staged<T | undefined> => {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return { value: read(objectOf(value, "the document")), diagnostics: [] };
  } catch (problem) {
    if (!(problem instanceof SyntaxError || problem instanceof TypeError || problem instanceof Mistake)) throw problem;
    return { value: undefined, diagnostics: [badOciDocument(file, problem.message)] };
  }
};

export const objectOf = (value: unknown, what: string): Members => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Mistake(`${what} is no JSON object`);
  return value as Members;
};

/** Every member of an object, read by `read`. */
export const membersOf = <T>(value: unknown, what: string, read: (value: unknown, what: string) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(objectOf(value, what)).map(([key, member]) => [key, read(member, `${what}.${key}`)]));

export const listOf = <T>(value: unknown, what: string, read: (value: unknown, what: string) => T): readonly T[] => {
  if (!Array.isArray(value)) throw new Mistake(`${what} is no list`);
  return value.map((each, index) => read(each, `${what}[${index}]`));
};

export const textOf = (value: unknown, what: string): string => {
  if (typeof value !== "string") throw new Mistake(`${what} is no text`);
  return value;
};

/** A number from 0 on. */
export const sizeOf = (value: unknown, what: string): number => {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Mistake(`${what} is no whole number`);
  return value;
};

/** A text, number or truth value. */
export const scalarOf = (value: unknown, what: string): string | number | boolean => {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") throw new Mistake(`${what} is a structure`);
  return value;
};

/** A text that matches a pattern; `kind` says what such a text is. */
export const matchOf = (value: unknown, what: string, pattern: RegExp, kind: string): string => {
  const text = textOf(value, what);
  if (!pattern.test(text)) throw new Mistake(`${what} is no ${kind}: ${text}`);
  return text;
};
