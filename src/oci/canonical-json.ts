import { compareUtf8 } from "../bytes/compare-utf8.ts";

/** What JSON can say; what is undefined is left out. */
export type Json = string | number | boolean | readonly Json[] | JsonObject | Verbatim;

/** A value that was read, to be written as it stood: members keep their order, and what is unknown here stays. */
export class Verbatim {
  readonly text: string;

  constructor(value: unknown) {
    this.text = JSON.stringify(value);
  }
}

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** The one way to write a value as JSON: keys in byte order (but for what is verbatim), no white space, UTF-8. */
export const canonicalJson = (value: Json): Uint8Array => Buffer.from(print(value));

const print = (value: Json): string => {
  if (typeof value !== "object") return JSON.stringify(value);
  if (value instanceof Verbatim) return value.text;
  if (isList(value)) return `[${value.map(print).join(",")}]`;
  const members = Object.entries(value).sort(([a], [b]) => compareUtf8(a, b));
  return `{${members.flatMap(([key, member]) => (member === undefined ? [] : [`${JSON.stringify(key)}:${print(member)}`])).join(",")}}`;
};

const isList = (value: readonly Json[] | JsonObject): value is readonly Json[] => Array.isArray(value);
