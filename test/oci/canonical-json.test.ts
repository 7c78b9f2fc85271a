import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/oci/canonical-json.ts";

const text = (value: Parameters<typeof canonicalJson>[0]): string => Buffer.from(canonicalJson(value)).toString();

describe("canonical JSON", () => {
  it("has sorted keys and no white space, and leaves out what is undefined", () => {
    expect(text({ b: [1, { d: "x y", c: true }], a: undefined, A: -1 })).toBe('{"A":-1,"b":[1,{"c":true,"d":"x y"}]}');
  });

  it("sorts by bytes, numbers and characters beyond the BMP, too", () => {
    expect(text({ "10": 1, "9": 2, "\u{1d11e}": 3, "\ufffd": 4 })).toBe('{"10":1,"9":2,"\ufffd":4,"\u{1d11e}":3}');
  });

  it("says what JSON says, whatever the order of keys", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()))), (value) => {
        expect(JSON.parse(text(value))).toEqual(value);
        expect(text(Object.fromEntries(Object.entries(value).toReversed()))).toBe(text(value));
      }),
    );
  });
});
