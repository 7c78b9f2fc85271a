import { type FixedList, LISTS, type NewElement } from "../diagnostics/fix.ts";
import { escapeText } from "../parse/escape-xml.ts";
import type { TextElement } from "./element.ts";
import { appendChild, insertBehind } from "./layout.ts";
import type { TextEdit } from "./source-text.ts";

/** An element that a list is to get, for what stands in some places of a description. */
export interface Addition {
  readonly list: FixedList;
  readonly element: NewElement;
  readonly near: readonly TextElement[];
}

/** A tag of an element, with the value that it wants. */
export type Tag = readonly [name: string, value: string];

/** Where an element may be put, and the tags under which it stands there. */
interface Home {
  readonly parent: TextElement;
  readonly tags: readonly Tag[];
  /** What has to be made in it first: the names of elements, the outermost first. */
  readonly lacking: readonly string[];
}

/** Puts an element into a list once for each set of tags under which it is wanted, unless it is there. */
export const placeAddition = (
  text: string,
  root: TextElement,
  { list, element, near }: Addition,
  isTag: (name: string) => boolean,
): readonly TextEdit[] => {
  const tagsAround = (each: TextElement): readonly Tag[] => tagsOf(each, isTag);
  const homes = homesIn(root, LISTS[list], tagsAround);
  const there = homes
    .filter(({ lacking }) => lacking.length === 0)
    .flatMap(({ parent }) => parent.children.filter((each) => isSame(text, each, element)));
  return weakest(near.map((each) => ({ element: each, tags: tagsAround(each) }))).flatMap((wanted) => {
    if (there.some((each) => isWithin(tagsAround(each), wanted.tags))) return [];
    if (isOfList(wanted.element, list) && wanted.element.name === element.name) {
      return insertBehind(text, wanted.element, tagged(element, ownTags(wanted.element, isTag)));
    }
    const [home] = homes
      .filter(({ tags }) => isWithin(tags, wanted.tags))
      .sort((a, b) => a.lacking.length - b.lacking.length || b.tags.length - a.tags.length);
    return home === undefined ? [] : putInto(text, home, { element, tags: without(wanted.tags, home.tags) }, isTag);
  });
};

/** An element of the document that wants something, with the tags under which it stands. */
interface Wanting {
  readonly element: TextElement;
  readonly tags: readonly Tag[];
}

/** Of elements that want the same those that no other makes needless: what stands under fewer tags is there whenever that counts. */
const weakest = (all: readonly Wanting[]): readonly Wanting[] =>
  all.filter(
    (each, index) =>
      !all.some(
        (other, at) =>
          isWithin(other.tags, each.tags) && (other.tags.length < each.tags.length || (at < index && isWithin(each.tags, other.tags))),
      ),
  );

/** The lists of a kind and the Groups in them; where there is none, what is there of the way to one. */
const homesIn = (root: TextElement, path: readonly string[], tagsOf: (element: TextElement) => readonly Tag[]): readonly Home[] => {
  const below = (parent: TextElement, names: readonly string[]): readonly Home[] => {
    const [name] = names;
    return [
      { parent, tags: tagsOf(parent), lacking: names },
      ...parent.children.flatMap((child) =>
        child.name === "Group" ? below(child, names) : child.name === name ? below(child, names.slice(1)) : [],
      ),
    ];
  };
  return below(root, path);
};

const isOfList = ({ parent }: TextElement, list: string): boolean =>
  parent !== undefined && (parent.name === list || (parent.name === "Group" && isOfList(parent, list)));

const putInto = (
  text: string,
  { parent, lacking }: Home,
  { element, tags }: { readonly element: NewElement; readonly tags: readonly Tag[] },
  isTag: (name: string) => boolean,
): TextEdit => {
  const made = tagged(
    lacking.reduceRight((inner, name) => inList(name, inner), element),
    tags,
  );
  const alike =
    lacking.length > 0 ? undefined : parent.children.filter((child) => child.name === element.name && hasTags(child, tags, isTag)).at(-1);
  if (alike !== undefined) return insertBehind(text, alike, made);
  const edit = appendChild(text, parent, made);
  // What else it is to get goes into the list that is made here.
  return lacking.length === 0 ? edit : { ...edit, isAlone: true };
};

const inList = (name: string, inner: NewElement): NewElement => ({
  name,
  ...(name === "Rootfs" ? { attributes: { create: "yes" } } : {}),
  content: [inner],
});

const hasTags = (element: TextElement, tags: readonly Tag[], isTag: (name: string) => boolean): boolean => {
  const own = ownTags(element, isTag);
  return own.length === tags.length && isWithin(own, tags);
};

/** An element under tags. Of one tag that stands twice, which means both, all but the last go to a Group around it. */
const tagged = (element: NewElement, tags: readonly Tag[]): NewElement => {
  const last = Object.fromEntries(tags);
  const others = tags.filter(([name], index) => tags.some((later, at) => at > index && later[0] === name));
  const own = tags.length === 0 ? element : { ...element, attributes: { ...element.attributes, ...last } };
  return others.length === 0 ? own : { ...tagged({ name: "Group", content: [own] }, others) };
};

/** The tags of an element and of those it stands in. */
export const tagsOf = (element: TextElement, isTag: (name: string) => boolean): readonly Tag[] => [
  ...(element.parent === undefined ? [] : tagsOf(element.parent, isTag)),
  ...ownTags(element, isTag),
];

const ownTags = ({ attributes }: TextElement, isTag: (name: string) => boolean): readonly Tag[] =>
  attributes.filter(({ name }) => isTag(name)).map(({ name, value }) => [name, value]);

/** Whether all of the first tags are among the second. */
export const isWithin = (few: readonly Tag[], many: readonly Tag[]): boolean => without(few, many).length === 0;

/** Tags less others, each of which counts once. */
const without = (tags: readonly Tag[], others: readonly Tag[]): readonly Tag[] => {
  const left = others.map((tag) => tag.join("="));
  return tags.filter((tag) => {
    const at = left.indexOf(tag.join("="));
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
};

const isSame = (text: string, there: TextElement, { name, content }: NewElement): boolean =>
  there.name === name &&
  there.inner !== undefined &&
  typeof content === "string" &&
  text.slice(there.inner.start, there.inner.end).trim() === escapeText(content);
