import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anchorOf } from "../../src/page/html/anchor.ts";
import { element, markup } from "../../src/page/html/element.ts";

const TEXTS = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom('"><script>alert(1)</script>', "' onload='x", "&amp;", "</style>", "-->"),
);

describe("an element", () => {
  it("has no markup but its own, whatever its texts are", () => {
    fc.assert(
      fc.property(TEXTS, TEXTS, (text, value) => {
        const { html } = element("p", { title: value, hidden: true, class: undefined }, text, [element("b", {}, text)]);
        expect(html).toMatch(/^<p title="[^"<>]*" hidden>[^<>"]*<b>[^<>"]*<\/b><\/p>\n$/);
      }),
    );
  });

  it("says its texts again when it is read", () => {
    const plain = fc.string({ unit: "grapheme-ascii" });
    fc.assert(fc.property(plain, (text) => read(markup(text)) === text));
  });

  it("shows what would change lines, or the direction of what stands around", () => {
    expect(markup("a\n\u202eb\u0000")).toBe("a\\x0a\\u{202e}b\\x00");
  });
});

/** What a browser makes of the character references that are written. */
const read = (html: string): string =>
  html.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

describe("the id of a container", () => {
  it("is another one for another name, and one word", () => {
    fc.assert(
      fc.property(TEXTS, TEXTS, (one, other) => {
        expect(anchorOf(one)).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(anchorOf(one) === anchorOf(other)).toBe(one === other);
      }),
    );
  });
});
