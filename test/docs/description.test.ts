import { describe, expect, it } from "vitest";
import type { ElementRule } from "../../src/model/element-rule.ts";
import { BUNDLE, CONTAINER } from "../../src/model/schema.ts";
import { parseDescription } from "../../src/parse/parse-description.ts";
import type { SyntaxElement } from "../../src/parse/syntax.ts";
import { readText, sectionsOf } from "./documents.ts";

interface Place {
  /** Names from the root element down, `CONTAINER/LxcParams/Attach`. */
  readonly path: string;
  readonly attributes: readonly string[];
}

const placesOf = (path: string, rule: ElementRule): readonly Place[] => [
  { path, attributes: Object.keys(rule.attributes ?? {}) },
  ...Object.entries(rule.children ?? {}).flatMap(([name, child]) => placesOf(`${path}/${name}`, child)),
];

const PLACES = placesOf("CONTAINER", CONTAINER);

const ALL_PLACES = [...PLACES, ...placesOf("CONTAINER", BUNDLE)];

const ancestor = (path: string, level: number): string => path.split("/").at(-1 - level) ?? "";

describe("docs/description.md", () => {
  const sections = sectionsOf(readText("docs/description.md"));

  /** The sections about an element: its name is in the heading, and if that says "of", so is its parent. */
  const about = (element: string, within: string): string =>
    [...sections]
      .filter(([heading]) => heading.includes(`\`${element}\``) && (!heading.includes(" of ") || heading.endsWith(` of ${within}`)))
      .map(([, section]) => section)
      .join("\n");

  const entry = (what: string): RegExp => new RegExp(`^(- .*\\*\\*\`${what}\`\\*\\*|\\| \`${what}\` \\|)`, "m");

  it.each([...new Set(ALL_PLACES.map(({ path }) => path))].slice(1))("has an entry for %s", (path) => {
    expect(about(ancestor(path, 1), ancestor(path, 2))).toMatch(entry(ancestor(path, 0)));
  });

  it.each(ALL_PLACES.flatMap(({ path, attributes }) => attributes.map((attribute) => ({ path, attribute }))))(
    "has an entry for the attribute $attribute of $path",
    ({ path, attribute }) => {
      const [element, parent, grandparent] = [0, 1, 2].map((level) => ancestor(path, level)) as [string, string, string];
      expect(about(element, parent) + about(parent, grandparent)).toMatch(entry(`${element} ${attribute}`));
    },
  );

  it("knows no element that the format does not know", () => {
    const known = new Set(["Group", ...ALL_PLACES.map(({ path }) => ancestor(path, 0))]);
    const entries = [...readText("docs/description.md").matchAll(/^- \*\*`(\w+)/gm)].map(([, element]) => element ?? "");
    expect(entries.filter((element) => !known.has(element))).toEqual([]);
  });
});

describe("xml/lxc_conf_EXAMPLE.xml", () => {
  const bytes = Buffer.from(readText("xml/lxc_conf_EXAMPLE.xml"));
  const root = parseDescription(bytes, "EXAMPLE").value?.root;
  const used = new Map<string, Set<string>>();
  const walk = (element: SyntaxElement, path: string): void => {
    const attributes = used.get(path) ?? new Set();
    for (const attribute of element.attributes) attributes.add(attribute.name);
    used.set(path, attributes);
    for (const child of element.children) walk(child, child.name === "Group" ? path : `${path}/${child.name}`);
  };
  if (root !== undefined) walk(root, root.name);

  it.each(PLACES.map(({ path }) => path))("uses %s", (path) => {
    expect([...used.keys()]).toContain(path);
  });

  it("uses every attribute but those of appends and Dobby, which it explains", () => {
    const all = PLACES.flatMap(({ path, attributes }) => attributes.map((attribute) => ({ path, attribute })));
    const unused = all.filter(({ path, attribute }) => !used.get(path)?.has(attribute));
    expect(unused.map(({ path, attribute }) => `${path} ${attribute}`)).toEqual(["CONTAINER APPEND", "CONTAINER Type"]);
    expect(bytes.toString()).toMatch(/^ {2}APPEND .*\n {2}Type /m);
  });
});
