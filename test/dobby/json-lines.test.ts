import { describe, expect, it } from "vitest";
import { because, type Json, jsonLines } from "../../src/dobby/json-lines.ts";
import { joinLines } from "../../src/render/text-line.ts";
import { TEST } from "../support/plans.ts";

const VALUES: readonly Json[] = [
  1,
  'é\n"\u2028',
  true,
  [],
  {},
  [[], {}, [1, [2]]],
  { a: { b: [], c: "x" }, d: [{ e: 1 }, false], "f g": {} },
];

describe("the text", () => {
  it.each(VALUES)("of %j is that of JSON.stringify with 4 blanks, and an end of line", (value) => {
    expect(joinLines(jsonLines(value, TEST))).toBe(`${JSON.stringify(value, null, 4)}\n`);
  });

  it("has integers of 64 bits in full", () => {
    expect(joinLines(jsonLines({ hard: 2n ** 64n - 1n }, TEST))).toBe('{\n    "hard": 18446744073709551615\n}\n');
  });

  it("has no member that is undefined", () => {
    expect(joinLines(jsonLines({ a: undefined, b: 1 }, TEST))).toBe('{\n    "b": 1\n}\n');
  });
});

it("lines say what they are there for: the innermost reason counts", () => {
  const why = { reason: "an element", span: undefined };
  const lines = jsonLines({ a: 1, b: because(why, [2]) }, TEST);
  expect(lines.map(({ text, whys }) => [text.trim(), whys[0]?.reason])).toEqual([
    ["{", "test"],
    ['"a": 1,', "test"],
    ['"b": [', "an element"],
    ["2", "an element"],
    ["]", "an element"],
    ["}", "test"],
  ]);
});
