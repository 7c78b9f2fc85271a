import { expect, it } from "vitest";
import { appendedSource } from "../../src/bytes/appended-source.ts";
import { memorySource } from "../../src/bytes/memory-source.ts";

const source = appendedSource(memorySource(Buffer.from("abc")), Buffer.from("defg"));

it.each([
  [0, 2, "ab"],
  [0, 7, "abcdefg"],
  [2, 3, "cde"],
  [3, 4, "defg"],
  [5, 9, "fg"],
  [7, 1, ""],
  [9, 1, ""],
])("is one run: from %i on %i bytes", (offset, length, text) => {
  const target = Buffer.alloc(length);
  const count = source.read(target, offset);
  expect(target.subarray(0, count).toString()).toBe(text);
  expect(source.size).toBe(7);
});
