import type { DescriptionSyntax, SyntaxAttribute, SyntaxElement } from "../parse/syntax.ts";
import type { ActiveTags, Config } from "./config.ts";
import { matchTag } from "./match-tag.ts";
import { holdsFor, readTagList, readTagRange } from "./tag-values.ts";

/** Values of a tag that no attribute tells apart. */
export interface TagClass {
  /** One of them, which stands for all. */
  readonly value: string | number;
  /** All of them, as an attribute would ask for them. */
  readonly label: string;
}

/** A class of each tag that the descriptions use. */
export type Combination = ReadonlyMap<string, TagClass>;

/** The tags that the descriptions use, each with the classes of its values that some attribute tells apart. */
export const tagClasses = (descriptions: readonly DescriptionSyntax[], config: Config): ReadonlyMap<string, readonly TagClass[]> => {
  const used = new Map<string, Set<string>>();
  const visit = ({ attributes, children }: SyntaxElement): void => {
    for (const { name, value } of attributes) used.set(name, (used.get(name) ?? new Set()).add(value));
    for (const child of children) visit(child);
  };
  for (const { root } of descriptions) for (const child of root.children) visit(child);
  const classesOf = (name: string, texts: ReadonlySet<string>): readonly TagClass[] => {
    const allowed = config.tags.get(name);
    if (allowed !== undefined) return classesOfValues(allowed, [...texts]);
    return config.ranges.has(name) ? classesOfNumbers([...texts]) : [];
  };
  return new Map([...used].map(([name, texts]) => [name, classesOf(name, texts)] as const).filter(([, classes]) => classes.length > 0));
};

const classesOfValues = (allowed: readonly string[], texts: readonly string[]): readonly TagClass[] => {
  const lists = texts.map(readTagList);
  const classes = new Map<string, string[]>();
  for (const value of allowed) {
    const key = lists.map((list) => (holdsFor(list, value) ? "1" : "0")).join("");
    classes.set(key, [...(classes.get(key) ?? []), value]);
  }
  return [...classes.values()].flatMap((values) => {
    const [value] = values;
    const others = allowed.filter((each) => !values.includes(each));
    const label = others.length > 0 && others.length < values.length ? `!${others.join(":")}` : values.join(":");
    return value === undefined ? [] : { value, label };
  });
};

/** What lies between the bounds: one number on each side of every bound. */
const classesOfNumbers = (texts: readonly string[]): readonly TagClass[] => {
  const ranges = texts.flatMap((text) => readTagRange(text) ?? []);
  const starts = [...new Set([0, ...ranges.flatMap(({ low, high }) => [low, high + 1])])]
    .filter((start) => Number.isFinite(start))
    .sort((a, b) => a - b);
  return starts.map((value, index) => {
    const next = starts[index + 1];
    if (next === undefined) return { value, label: `${value}..` };
    return { value, label: next === value + 1 ? String(value) : `${value}..${next - 1}` };
  });
};

/** How many combinations there are of these classes. */
export const countOf = (classes: ReadonlyMap<string, readonly TagClass[]>): number =>
  [...classes.values()].reduce((product, each) => product * each.length, 1);

/** Every combination of these classes. */
export const combinationsOf = (classes: ReadonlyMap<string, readonly TagClass[]>): readonly Combination[] =>
  [...classes].reduce<readonly Combination[]>(
    (all, [name, each]) => all.flatMap((combination) => each.map((one) => new Map([...combination, [name, one]]))),
    [new Map()],
  );

/** The active tags of a combination. */
export const activeTagsOf = (combination: Combination): ActiveTags => {
  const tags = new Map<string, string>();
  const ranges = new Map<string, number>();
  for (const [name, { value }] of combination) {
    if (typeof value === "number") ranges.set(name, value);
    else tags.set(name, value);
  }
  return { tags, ranges };
};

/** What active tags keep of a description, in short: where it is the same, the description says the same. */
export const keptOf = ({ root }: DescriptionSyntax, config: Config, active: ActiveTags): string => {
  const holds = (attribute: SyntaxAttribute): boolean => matchTag(attribute, config, active)?.value.matched ?? true;
  const visit = ({ attributes, children }: SyntaxElement): string => {
    const isTagged = attributes.some(({ name }) => config.tags.has(name) || config.ranges.has(name));
    if (isTagged && !attributes.every(holds)) return "0";
    return `${isTagged ? "1" : ""}${children.map(visit).join("")}`;
  };
  return root.children.map(visit).join("");
};
