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
  return (path, attribute) => {
    const entries = entriesOf({ sections, group }, path, attribute);
    return entries.length === 0 ? undefined : entries.map(written).join("\n\n");
  };
};

interface Sections {
  readonly sections: readonly Section[];
  /** A Group may stand anywhere. */
  readonly group: Entry | undefined;
}

/** One, or two where bundles have another of that name. */
const entriesOf = ({ sections, group }: Sections, path: readonly string[], attribute: string | undefined): readonly Entry[] => {
  const [element = "", parent = "", grandparent = ""] = [...path].reverse();
  if (element === "Group" && group !== undefined) return [group];
  if (parent === "" && attribute === undefined) return sections.flatMap(({ about, first }) => (about.includes(element) ? first : []));
  const about = (each: string, within: string): readonly Entry[] => entriesAbout(sections, each, within);
  const entries = [...(attribute === undefined ? [] : about(element, parent)), ...about(parent, grandparent)];
  const name = attribute === undefined ? (CGROUP_ALIASES.get(element) ?? element) : `${element} ${attribute}`;
  return entries.filter((each) => each.name === name).map((found) => meantBy(found, about));
};

/** "As in LxcConfig." */
const meantBy = (found: Entry, about: (element: string, within: string) => readonly Entry[]): Entry => {
  const elsewhere = /^as in (\w+)\.$/.exec(found.text)?.[1];
  return (elsewhere === undefined ? undefined : about(elsewhere, "").find(({ name }) => name === found.name)) ?? found;
};

interface Entry {
  readonly name: string;
  /** What its value is. */
  readonly form: string;
  readonly text: string;
  readonly example: string | undefined;
  /** Whether it is of descriptions with Type="dobby" alone. */
  readonly isOfBundles: boolean;
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
const entriesIn = (section: string, isOfBundles: boolean): readonly Entry[] =>
  [...section.matchAll(/^- (\*\*`.*(?:\n {2}.*)*)/gm)].flatMap(([, item = ""]) => {
    const [, head = "", rest = ""] = /^((?:\*\*`[^`]+`\*\*(?: \*[^*]+\*)?(?:, )?)+):? ?([\s\S]*)$/.exec(item) ?? [];
    const [text = "", example] = rest.split(/\n {2}Example: /);
    return [...head.matchAll(NAMED)].map(([, name = "", form = ""]) => ({ name, form, text, example, isOfBundles }));
  });

/** The table of CGroupSettings: element, values, what it does, its keys, an example. */
const rowsIn = (section: string): readonly Entry[] =>
  [...section.matchAll(/^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|.* \| ([^|]+) \|$/gm)].map(
    ([, name = "", form = "", text = "", example = ""]) => ({ name, form, text: `${text}.`, example, isOfBundles: false }),
  );

const readSection = (section: string): Section => {
  const [heading = "", text = ""] = section.split(/\n\n/);
  const about = [...heading.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);
  const isOfBundles = heading.endsWith(" with Dobby");
  return {
    about,
    within: / of (\w+)$/.exec(heading)?.[1],
    first: { name: about[0] ?? "", form: "", text, example: undefined, isOfBundles },
    entries: [...entriesIn(section, isOfBundles), ...rowsIn(section)],
  };
};

const written = ({ form, text, example, isOfBundles }: Entry): string => {
  const says = plain(text);
  const lines = [
    (isOfBundles ? 'With Type="dobby": ' : "") + says.charAt(0).toUpperCase() + says.slice(1),
    form === "" ? "" : `Value: ${plain(form)}.`,
    example === undefined ? "" : `Example: ${plain(example)}`,
  ];
  return lines.filter((line) => line !== "").join("\n\n");
};

/** Without links and bold words. Code stays in its quotes: editors that take the text for Markdown would take a tag for HTML. */
const plain = (text: string): string =>
  text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll("**", "")
    .trim();
