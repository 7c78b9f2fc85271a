import { expect, test } from "vitest";
import { itemAt } from "../../src/bytes/item-at.ts";

test("an index inside gives the item", () => {
  expect(itemAt([1, 0], 1)).toBe(0);
  expect(itemAt(Uint8Array.of(7), 0)).toBe(7);
});

test.each([-1, 2, 0.5, NaN])("an index outside is a bug: %s", (index) => {
  expect(() => itemAt([1, 0], index)).toThrow(RangeError);
});
