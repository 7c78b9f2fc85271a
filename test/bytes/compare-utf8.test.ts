import fc from "fast-check";
import { expect, test } from "vitest";
import { compareUtf8, sortByUtf8, sortUtf8 } from "../../src/bytes/compare-utf8.ts";

const anyText = fc.string({
  unit: fc.constantFrom("a", "b", "/", ".", "é", "\ud7ff", "\ue000", "\uffff", "\u{10000}", "\u{10ffff}"),
  maxLength: 6,
});

test("compareUtf8 compares as the bytes do", () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (a, b, common) => {
      expect(compareUtf8(common + a, common + b, common.length)).toBe(compareUtf8(common + a, common + b));
      expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
    { numRuns: 2000 },
  );
});

const anyTexts = fc.array(fc.oneof(anyText, fc.string({ unit: fc.constantFrom("a", "é", "\ue000"), maxLength: 5 })));

test("sortByUtf8 sorts things as compareUtf8 does their texts, alike ones in their order", () => {
  fc.assert(
    fc.property(anyTexts, (texts) => {
      const things = texts.map((text, index) => ({ text, index }));
      expect(sortByUtf8([...things], ({ text }) => text)).toEqual([...things].sort((a, b) => compareUtf8(a.text, b.text)));
    }),
  );
});

test("sortUtf8 sorts as compareUtf8 does", () => {
  fc.assert(
    fc.property(anyTexts, (texts) => {
      expect(sortUtf8([...texts])).toEqual([...texts].sort(compareUtf8));
    }),
  );
});
