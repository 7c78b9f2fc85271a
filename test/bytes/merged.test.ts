import fc from "fast-check";
import { expect, it } from "vitest";
import { compareUtf8 } from "../../src/bytes/compare-utf8.ts";
import { merged } from "../../src/bytes/merged.ts";

it("puts others where they belong, whatever their order", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 20 }), fc.nat(20), (names, count) => {
      const these = names.slice(count).toSorted(compareUtf8);
      expect([...merged(these, names.slice(0, count), (name) => name)]).toEqual(names.toSorted(compareUtf8));
    }),
  );
});
