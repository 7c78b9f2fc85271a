import { compareUtf8, sortUtf8 } from "../bytes/compare-utf8.ts";
import { itemAt } from "../bytes/item-at.ts";

/** What JSON can say; what is undefined is left out. */
export type Json = string | number | boolean | Iterable<Json> | JsonObject | Verbatim;

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

/** The one way to write a value as JSON: keys in byte order (but for what is verbatim), no white space, UTF-8. Each list is gone through once. */
export const canonicalJson = (value: Json): Uint8Array => {
  const pieces: Buffer[] = [];
  let text = "";
  print(value, (part) => {
    text += part;
    if (text.length < PIECE) return;
    pieces.push(Buffer.from(text));
    text = "";
  });
  return Buffer.concat([...pieces, Buffer.from(text)]);
};

/** Text that becomes bytes soon costs the collector little. */
const PIECE = 64 * 1024;

const print = (value: Json, write: (text: string) => void): void => {
  if (typeof value !== "object") return write(JSON.stringify(value));
  if (value instanceof Verbatim) return write(value.text);
  let before = "";
  if (isList(value)) {
    write("[");
    for (const item of value) {
      write(before);
      print(item, write);
      before = ",";
    }
    return write("]");
  }
  write("{");
  for (const key of sortedKeys(value)) {
    const member = value[key];
    if (member === undefined) continue;
    write(`${before}${quotedKey(key)}:`);
    print(member, write);
    before = ",";
  }
  write("}");
};

const isList = (value: Iterable<Json> | JsonObject): value is Iterable<Json> => Symbol.iterator in value;

/** Objects that stand in a document by the ten thousand are made with sorted keys: to sort them again would take most of the time. */
const sortedKeys = (value: JsonObject): readonly string[] => {
  const keys = Object.keys(value);
  const isSorted = keys.every((key, index) => index === 0 || compareUtf8(itemAt(keys, index - 1), key) < 0);
  return isSorted ? keys : sortUtf8(keys);
};

const QUOTED = new Map<string, string>();

const quotedKey = (key: string): string => {
  const known = QUOTED.get(key);
  if (known !== undefined) return known;
  const quoted = JSON.stringify(key);
  QUOTED.set(key, quoted);
  return quoted;
};
