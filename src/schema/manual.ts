import manual from "../../docs/description.md?raw";
import { CGROUP_ALIASES } from "../model/cgroup-settings.ts";

/**
 * What is said of an element, or of an attribute of it: `path` is the element's from CONTAINER on, `CONTAINER/LxcConfig/Network`.
 * `undefined` where there is no entry, which test/docs does not let happen.
 */
export type Manual = (path: readonly string[], attribute?: string) => string | undefined;

/** Reads docs/description.md. */
export const readManual = (): Manual => {
  const sections = manual.split(/^(?=#+ )/m).map(readSection);
  const group = sections.flatMap(({ entries }) => entries).find(({ name }) => name === "Group");
  return (path, attribute) => written(entryOf({ sections, group }, path, attribute));
};

interface Sections {
  readonly sections: readonly Section[];
  /** A Group may stand anywhere. */
  readonly group: Entry | undefined;
}

const entryOf = ({ sections, group }: Sections, path: readonly string[], attribute: string | undefined): Entry | undefined => {
  const [element = "", parent = "", grandparent = ""] = [...path].reverse();
  if (parent === "" && attribute === undefined) return sections.find(({ about }) => about.includes(element))?.first;
  const about = (each: string, within: string): readonly Entry[] => entriesAbout(sections, each, within);
  const entries = [...(attribute === undefined ? [] : about(element, parent)), ...about(parent, grandparent)];
  const name = attribute === undefined ? (CGROUP_ALIASES.get(element) ?? element) : `${element} ${attribute}`;
  const found = entries.find((each) => each.name === name) ?? (element === "Group" ? group : undefined);
  const elsewhere = /^as in (\w+)\.$/.exec(found?.text ?? "")?.[1];
  const meant = elsewhere === undefined ? undefined : about(elsewhere, "").find((each) => each.name === name);
  return meant ?? found;
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
  /** Its first paragraph, as of the element itself. */
  readonly first: Entry;
  readonly entries: readonly Entry[];
}

/** What stands in the sections that tell what stands in an element. */
const entriesAbout = (sections: readonly Section[], element: string, within: string): readonly Entry[] =>
  sections
    .filter((section) => section.about.includes(element) && (section.within === undefined || section.within === within))
    .flatMap(({ entries }) => entries);

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

const readSection = (section: string): Section => {
  const [heading = "", text = ""] = section.split(/\n\n/);
  const about = [...heading.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);
  return {
    about,
    within: / of (\w+)$/.exec(heading)?.[1],
    first: { name: about[0] ?? "", form: "", text, example: undefined },
    entries: [...entriesIn(section), ...rowsIn(section)],
  };
};

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
