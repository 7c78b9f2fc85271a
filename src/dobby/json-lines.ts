import type { Why } from "../plan/why.ts";
import type { TextLine } from "../render/text-line.ts";

/** A value of JSON; a member that is `undefined` is left out. */
export type Json = string | number | bigint | boolean | Because | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** A value and what it is there for. */
class Because {
  readonly whys: readonly Why[];
  readonly value: Json;
  constructor(whys: readonly Why[], value: Json) {
    this.whys = whys;
    this.value = value;
  }
}

export const because = (why: Why | undefined, value: Json): Json => (why === undefined ? value : new Because([why], value));

/** The lines of a value as `JSON.stringify(value, null, 4)` has them, integers of any size in full, each with what it is there for. */
export const jsonLines = (value: Json, why: Why): readonly TextLine[] => linesOf(value, { whys: [why], indent: "", before: "", after: "" });

interface Place {
  readonly whys: readonly Why[];
  readonly indent: string;
  /** The name of a member, with its colon. */
  readonly before: string;
  /** The comma behind it. */
  readonly after: string;
}

const linesOf = (value: Json, place: Place): readonly TextLine[] => {
  const { whys, indent, before, after } = place;
  if (value instanceof Because) return linesOf(value.value, { ...place, whys: value.whys });
  const line = (text: string): TextLine => ({ text, whys });
  if (typeof value !== "object") return [line(`${indent}${before}${scalar(value)}${after}`)];
  const members = Array.isArray(value) ? value.map((each: Json) => ["", each] as const) : membersOf(value as JsonObject);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (members.length === 0) return [line(`${indent}${before}${open}${close}${after}`)];
  return [
    line(`${indent}${before}${open}`),
    ...members.flatMap(([name, member], index) =>
      linesOf(member, { whys, indent: `${indent}    `, before: name, after: index + 1 < members.length ? "," : "" }),
    ),
    line(`${indent}${close}${after}`),
  ];
};

const membersOf = (object: JsonObject): readonly (readonly [string, Json])[] =>
  Object.entries(object).flatMap(([name, value]) => (value === undefined ? [] : [[`${JSON.stringify(name)}: `, value] as const]));

const scalar = (value: string | number | bigint | boolean): string => (typeof value === "bigint" ? `${value}` : JSON.stringify(value));
