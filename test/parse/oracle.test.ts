import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { parseDescription } from "../../src/parse/parse-description.ts";
import type { SyntaxElement } from "../../src/parse/syntax.ts";

/** What two parsers must agree about. */
interface Tree {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly text: string;
  readonly children: readonly Tree[];
  readonly line: number;
  readonly column: number;
}

/** saxes' view of a document, `undefined` where it is not well-formed. */
const saxes = (document: string): Tree | undefined => {
  interface Open {
    name: string;
    attributes: [string, string][];
    text: string;
    children: Open[];
    line: number;
    column: number;
  }
  const parser = new SaxesParser({ position: true });
  const stack: Open[] = [{ name: "", attributes: [], text: "", children: [], line: 0, column: 0 }];
  let failed = false;
  let start = { line: 1, column: 1 };
  const top = (): Open => stack.at(-1) ?? expect.unreachable();
  parser.on("error", () => {
    failed = true;
  });
  parser.on("opentagstart", ({ name }) => {
    // saxes stands behind the name and one more character
    const before = document.slice(0, document.lastIndexOf(`<${name}`, parser.position - 1));
    start = { line: before.split(/\r\n?|\n/).length, column: Array.from(before.split(/[\r\n]/).at(-1) ?? "").length + 1 };
  });
  parser.on("opentag", ({ name, attributes }) => {
    const open = { name, attributes: Object.entries(attributes), text: "", children: [], ...start };
    top().children.push(open);
    stack.push(open);
  });
  parser.on("text", (text) => {
    top().text += text;
  });
  parser.on("cdata", (text) => {
    top().text += text;
  });
  parser.on("closetag", () => {
    stack.pop();
  });
  try {
    parser.write(document).close();
  } catch {
    return undefined;
  }
  const trimmed = (open: Open): Tree => ({ ...open, text: open.text.trim(), children: open.children.map(trimmed) });
  return failed || !stack[0]?.children[0] ? undefined : trimmed(stack[0].children[0]);
};

const ours = ({ name, attributes, text, children, span: { line, column } }: SyntaxElement): Tree => ({
  name,
  // XML makes blanks of line ends and tabs in attributes; we keep them, and the model refuses them
  attributes: attributes.map((attribute) => [attribute.name, attribute.value.replaceAll(/[\t\n]/g, " ")] as const),
  text,
  children: children.map(ours),
  line,
  column,
});

/**
 * Where a description has to be more than well-formed: a root CONTAINER, no DOCTYPE, no names that reach into objects, XML 1.0 only, names
 * of processing instructions in ASCII and their quotes balanced, UTF-8 or ISO-8859-1.
 */
const STRICTER = ["unknown-root", "doctype-refused", "unsupported-encoding", "nested-too-deep"];
const STRICTER_XML = ["can't be the name of an element", "neither an XML declaration of version 1.0", "in this processing instruction"];

const compare = (document: string): void => {
  const { value, diagnostics } = parseDescription(Buffer.from(document), "a.xml");
  const expected = saxes(document);
  const [first] = diagnostics;
  if (value) expect(ours(value.root)).toEqual(expected);
  else if (expected && !STRICTER.includes(first?.code ?? "") && !STRICTER_XML.some((part) => first?.message.includes(part))) {
    expect.unreachable(`we refuse what saxes takes: ${first?.message} in ${JSON.stringify(document)}`);
  }
};

const blank = fc.constantFrom(" ", "\n", "\r\n", "\t", "  ");
const name = fc.constantFrom("A", "Entry", "b-c", "x.y", "ä", "n:s", "toString", "_", "A1");
const characters = fc.constantFrom(
  "x",
  "é",
  "\u{1F600}",
  " ",
  "\t",
  "\r\n",
  "\n",
  "&amp;",
  "&lt;",
  "&#65;",
  "&#x1F600;",
  "&apos;",
  ">",
  "'",
  "[",
  "-",
);
const text = fc.array(characters, { maxLength: 6 }).map((parts) => parts.join(""));
const misc = fc.oneof(
  text.map((inner) => `<!--${inner.replaceAll("-", "")}-->`),
  text.map((inner) => `<![CDATA[${inner}]]>`),
  fc.constant('<?pi a="b"?>'),
);
const attributes = fc
  .uniqueArray(fc.tuple(name, text, blank, fc.constantFrom('"', "'")), { maxLength: 3, selector: ([each]) => each })
  .map((list) => list.map(([key, value, gap, quote]) => `${gap}${key}=${quote}${value.replaceAll(/["']/g, "")}${quote}`).join(""));
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(name, attributes, fc.array(fc.oneof({ depthSize: "small" }, text, misc, tie("element")), { maxLength: 4 }))
    .map(([tag, list, inner]) => (inner.length > 0 ? `<${tag}${list}>${inner.join("")}</${tag}>` : `<${tag}${list}/>`)),
}));
const document = fc
  .tuple(
    fc.constantFrom("", "<?xml version='1.0'?>", '<?xml version="1.0" encoding="UTF-8"?>\r\n', "<!-- é -->\n"),
    attributes,
    fc.array(element, { maxLength: 4 }),
  )
  .map(([prolog, list, inner]) => `${prolog}<CONTAINER${list}>${inner.join("\n")}</CONTAINER>\n`);

describe("against saxes", () => {
  it("reads generated documents alike: names, attributes, text, places", () => {
    fc.assert(
      fc.property(document, (each) => {
        expect(parseDescription(Buffer.from(each), "a.xml").diagnostics).toEqual([]);
        compare(each);
      }),
      { numRuns: 400 },
    );
  });

  it("takes and refuses damaged documents alike", () => {
    const scrap = fc.constantFrom(
      "<",
      ">",
      "&",
      "'",
      '"',
      "/",
      "-",
      "--",
      "]]>",
      "<!",
      "<?",
      "?>",
      "=",
      " ",
      "",
      "x",
      "\u0001",
      "&#1;",
      "&x;",
      "<A",
      "</A>",
      "<![CDATA[",
      "<!--",
      "-->",
      "<?xml?>",
    );
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(document, fc.array(fc.tuple(place, fc.nat(3), scrap), { minLength: 1, maxLength: 3 }), (each, damages) => {
        const damaged = damages.reduce((whole, [where, cut, added]) => {
          const at = Math.floor(where * whole.length);
          return whole.slice(0, at) + added + whole.slice(at + cut);
        }, each);
        // an astral character cut in two can't be written as UTF-8
        expect(() => compare(Buffer.from(damaged).toString())).not.toThrow();
      }),
      { numRuns: 1500 },
    );
  });
});
