import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readText } from "../docs/documents.ts";
import { needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";
import { judge } from "./judge.ts";
import { configIn, xmllint } from "./validators.ts";

const CONFIG = configIn("config.ini");

const WHOLE = [readText("xml/lxc_conf_EXAMPLE.xml"), readFileSync(join(import.meta.dirname, "dobby.xml"), "utf8")].map((text) =>
  text.replaceAll(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, ""),
);

/** Elements on one line, attributes, and texts: what can be written otherwise without the rest being no XML any more. */
const PIECES = WHOLE.flatMap((text) => [
  ...[...text.matchAll(/<(\w+)(?: [^<>]*)?>([^<]*)<\/\1>/g)].map(({ 0: piece }) => piece),
  ...[...text.matchAll(/<\w+(?: [^<>]*)?\/>/g)].map(([piece]) => piece),
  ...[...text.matchAll(/ \w+="[^"]*"/g)].map(([piece]) => piece),
]);

const WORDS = [...new Set(PIECES.join(" ").match(/[\w.:/-]+/g))];

/** Slips of whoever types: a letter in the other case, doubled or left out, two that change places, a word for another. */
const slip = (piece: string, { at, kind, word }: { readonly at: number; readonly kind: number; readonly word: string }): string => {
  const letter = piece[at % piece.length] ?? "";
  const [before, after] = [piece.slice(0, at % piece.length), piece.slice((at % piece.length) + 1)];
  const other = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
  const forms = [
    before + other + after,
    before + after,
    before + letter + letter + after,
    before + after.slice(0, 1) + letter + after.slice(1),
  ];
  return forms[kind] ?? piece.replace(/[\w.:/-]+(?=["<])/, () => word);
};

const MUTATION = fc.record({
  text: fc.constantFrom(...WHOLE),
  place: fc.nat(),
  at: fc.nat(80),
  kind: fc.nat(5),
  word: fc.constantFrom(...WORDS, "", " ", "*", "!", "..", "0", "-1", "none"),
});

/** One of the pieces of a text, written otherwise; or a piece of one of the texts put into another place. */
const mutated = ({ text, place, at, kind, word }: typeof MUTATION extends fc.Arbitrary<infer T> ? T : never): string => {
  const places = [...text.matchAll(/<(\w+)(?: [^<>]*)?>([^<]*)<\/\1>|<\w+(?: [^<>]*)?\/>| \w+="[^"]*"/g)];
  const found = places[place % places.length];
  const piece = found?.[0] ?? "";
  const index = found?.index ?? 0;
  const elements = PIECES.filter((each) => each.startsWith("<"));
  const written = kind === 5 ? `${elements[at % elements.length]}${piece}` : slip(piece, { at, kind, word });
  return text.slice(0, index) + written + text.slice(index + piece.length);
};

needs("xmllint")("xmllint with the schema", () => {
  it("judges descriptions with slips as the model does", () => {
    const texts = [...new Set(fc.sample(MUTATION, { numRuns: 1500, seed: 1 }).map(mutated))].filter(isXml);
    const verdicts = xmllint(scratch(), CONFIG, new Map(texts.map((text, index) => [String(index), text])));
    const judged = texts.map((text, index) => ({
      text,
      model: judge(Buffer.from(text), CONFIG),
      lines: verdicts.get(String(index)) ?? [],
    }));
    const differing = judged.filter(({ model, lines }) => model.length > 0 !== lines.length > 0);
    expect(differing.map(({ text, model, lines }) => ({ model, lines, changed: changedLine(text) }))).toEqual([]);
    expect(judged.filter(({ model }) => model.length > 0).length).toBeGreaterThan(600);
    expect(judged.filter(({ model }) => model.length === 0).length).toBeGreaterThan(100);
  });
});

/** What is no XML is no matter of a schema. */
const isXml = (text: string): boolean =>
  !judge(Buffer.from(text), CONFIG).some((finding) => /\b(malformed-xml|unknown-root)\b/.test(finding));

const changedLine = (text: string): string => {
  const lines = WHOLE.map((each) => new Set(each.split("\n")));
  return text
    .split("\n")
    .filter((line) => lines.every((known) => !known.has(line)))
    .join("\n");
};
