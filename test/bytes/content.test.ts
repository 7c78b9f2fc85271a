import { expect, test } from "vitest";
import { readContent, readExtent } from "../../src/bytes/content.ts";
import { memorySource } from "../support/memory-host.ts";

const source = memorySource(Buffer.from("0123456789"));

test("an extent is read from its source", () => {
  expect(Buffer.from(readExtent({ source, offset: 3, length: 4 })).toString()).toBe("3456");
  expect(readContent({ source, offset: 10, length: 0 })).toEqual(new Uint8Array());
});

test("bytes at hand are content as they are", () => {
  const bytes = Buffer.from("x");
  expect(readContent(bytes)).toBe(bytes);
});

test("an extent beyond the end of its source is a bug", () => {
  expect(() => readExtent({ source, offset: 8, length: 3 })).toThrow("the source ends within the 3 bytes at 8");
});
