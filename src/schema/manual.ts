import manual from "../../docs/description.md?raw";
import { CGROUP_ALIASES } from "../model/cgroup-settings.ts";

/**
 * What docs/description.md says of an element or attribute: `path` is the element's from CONTAINER on, `CONTAINER/LxcConfig/Network`.
 * `undefined` where it has no entry, which test/docs does not let happen.
 */
export const textOf = (path: readonly string[], attribute?: string): string | undefined => {
  const [element = "", parent = "", grandparent = ""] = [...path].reverse();
  if (parent === "" && attribute === undefined) return plain(SECTIONS.find(({ about }) => about.includes(element))?.first ?? "");
  const own = attribute === undefined ? [] : sectionsAbout(element, parent);
  const entries = [...own, ...sectionsAbout(parent, grandparent)].flatMap((section) => section.entries);
  const name = attribute === undefined ? (CGROUP_ALIASES.get(element) ?? element) : `${element} ${attribute}`;
  const found = entries.find((each) => each.name === name) ?? (element === "Group" ? GROUP : undefined);
  const elsewhere = /^as in (\w+)\.$/.exec(found?.text ?? "")?.[1];
  const meant = elsewhere === undefined ? undefined : sectionsAbout(elsewhere, "").flatMap((section) => section.entries);
  return written(meant?.find((each) => each.name === name) ?? found);
};

interface Entry {
  readonly name: string;
  /** What its value is. */
  readonly form: string;
  readonly text: string;
  readonly example: string | undefined;
}

interface Section {
  /** The elements that its heading names. */
  readonly about: readonly string[];
  /** "### `Entry` of MoveContent": the element that these stand in. */
  readonly within: string | undefined;
  /** Its first paragraph. */
  readonly first: string;
  readonly entries: readonly Entry[];
}

/** The sections that tell what stands in an element. */
const sectionsAbout = (element: string, within: string): readonly Section[] =>
  SECTIONS.filter((section) => section.about.includes(element) && (section.within === undefined || section.within === within));

const NAMED = /\*\*`([^`]+)`\*\*(?: \*([^*]+)\*)?/g;

/** "- **`A`** *form*, **`B`** *form*: text", with an example in a line of its own. */
const entriesIn = (section: string): readonly Entry[] =>
  [...section.matchAll(/^- (\*\*`.*(?:\n {2}.*)*)/gm)].flatMap(([, item = ""]) => {
    const [, head = "", rest = ""] = /^((?:\*\*`[^`]+`\*\*(?: \*[^*]+\*)?(?:, )?)+):? ?([\s\S]*)$/.exec(item) ?? [];
    const [text = "", example] = rest.split(/\n {2}Example: /);
    return [...head.matchAll(NAMED)].map(([, name = "", form = ""]) => ({ name, form, text, example }));
  });

/** The table of CGroupSettings: element, values, what it does, its keys, an example. */
const rowsIn = (section: string): readonly Entry[] =>
  [...section.matchAll(/^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|.* \| ([^|]+) \|$/gm)].map(
    ([, name = "", form = "", text = "", example = ""]) => ({ name, form, text: `${text}.`, example }),
  );

const SECTIONS: readonly Section[] = manual.split(/^(?=#+ )/m).map((section) => {
  const [heading = "", ...paragraphs] = section.split(/\n\n/);
  return {
    about: [...heading.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name),
    within: / of (\w+)$/.exec(heading)?.[1],
    first: paragraphs[0] ?? "",
    entries: [...entriesIn(section), ...rowsIn(section)],
  };
});

/** A Group may stand anywhere. */
const GROUP = SECTIONS.flatMap(({ entries }) => entries).find(({ name }) => name === "Group");

const written = (entry: Entry | undefined): string | undefined => {
  if (entry === undefined) return undefined;
  const text = plain(entry.text);
  const lines = [
    text.charAt(0).toUpperCase() + text.slice(1),
    entry.form === "" ? "" : `Value: ${plain(entry.form)}.`,
    entry.example === undefined ? "" : `Example: ${plain(entry.example)}`,
  ];
  return lines.filter((line) => line !== "").join("\n");
};

/** Without the marks of Markdown. */
const plain = (text: string): string =>
  text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/\*\*|`/g, "")
    .trim();
