import type { Change } from "../diagnostics/fix.ts";
import { escapeAttribute, escapeText } from "../parse/escape-xml.ts";
import { type Found, findAt, type TextElement } from "./element.ts";
import { appendChild, indentOf, insertBefore, insertBehind, removal } from "./layout.ts";
import { changedWords } from "./word-list.ts";
import type { SourceText, TextEdit } from "./source-text.ts";

/** A description that is to be changed; `root` is undefined where it is not well-formed. */
export interface Document {
  readonly source: SourceText;
  readonly root: TextElement | undefined;
}

export type LocalChange = Exclude<Change, { readonly kind: "addition" }>;

/** The edits of a text that make a change at one place of it; undefined where what stands there is not what the change is for. */
export const resolveChange = ({ source, root }: Document, change: LocalChange): readonly TextEdit[] | undefined => {
  const { text, offsetOf } = source;
  const at = offsetOf(change.at);
  if (at === undefined) return undefined;
  if (change.kind === "text") {
    const { from, to } = change;
    return text.startsWith(from, at) ? [{ start: at, end: at + from.length, text: to }] : undefined;
  }
  const found = root && findAt(root, at);
  const edits = found && resolveAt(text, found, change);
  return edits?.some(({ start, end, text: to }) => text.slice(start, end) !== to) === true ? edits : undefined;
};

const resolveAt = (
  text: string,
  found: Found,
  change: Exclude<LocalChange, { readonly kind: "text" }>,
): readonly TextEdit[] | undefined => {
  const { element } = found;
  switch (change.kind) {
    case "name":
      return rename(found, change.to);
    case "value":
      return single(newValue(text, found, change));
    case "attribute":
      return single(setAttribute(text, element, change.name, change.to));
    case "options":
      return single(changeOptions(text, element, change));
    case "child":
      return single(setChild(text, element, change));
    case "move":
      return moved(text, element, change.into);
    case "removal":
      return [removal(text, element)];
  }
};

/** Undefined where it is not certain which element is meant. */
const moved = (text: string, element: TextElement, into: string): readonly TextEdit[] | undefined => {
  const [target, ...others] = namedBelow(rootOf(element), into);
  if (target?.inner === undefined || others.length > 0) return undefined;
  const at = target.children.at(-1)?.end ?? target.inner.start;
  const indent = `\n${indentOf(text, target.children.at(-1) ?? element)}`;
  const lines = text.slice(element.start, element.end).replaceAll(`\n${indentOf(text, element)}`, indent);
  return [removal(text, element), { start: at, end: at, text: indent + lines, isAlone: true }];
};

const rootOf = (element: TextElement): TextElement => (element.parent === undefined ? element : rootOf(element.parent));

const namedBelow = (element: TextElement, name: string): readonly TextElement[] =>
  element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...namedBelow(child, name)]);

const single = (edit: TextEdit | undefined): readonly TextEdit[] | undefined => edit && [edit];

const rename = ({ element, attribute }: Found, to: string): readonly TextEdit[] => {
  if (attribute !== undefined) return [{ start: attribute.start, end: attribute.start + attribute.name.length, text: to }];
  const { start, inner, name } = element;
  const tags = inner === undefined ? [start + 1] : [start + 1, inner.end + 2];
  return tags.map((each) => ({ start: each, end: each + name.length, text: to }));
};

/** What stands in an element or attribute as plain text, and where. */
interface Plain {
  readonly start: number;
  readonly text: string;
}

const plainOf = (text: string, { element, attribute }: Found): Plain | undefined => {
  if (attribute !== undefined) return { start: attribute.valueStart, text: attribute.value };
  const content = element.inner && text.slice(element.inner.start, element.inner.end);
  if (element.inner === undefined || content === undefined || content.includes("<")) return undefined;
  return { start: element.inner.start + content.length - content.trimStart().length, text: content.trim() };
};

const newValue = (text: string, found: Found, { part, to }: Extract<LocalChange, { readonly kind: "value" }>): TextEdit | undefined => {
  const escape = found.attribute === undefined ? escapeText : escapeAttribute;
  const plain = plainOf(text, found);
  if (plain === undefined) return undefined;
  if (part === undefined) return { start: plain.start, end: plain.start + plain.text.length, text: escape(to) };
  const at = onlyPlaceOf(plain.text, escape(part));
  return at === undefined ? undefined : { start: plain.start + at, end: plain.start + at + escape(part).length, text: escape(to) };
};

/** Where a part stands in a text, if it does once; letters and digits around it would make it another word. */
const onlyPlaceOf = (text: string, part: string): number | undefined => {
  const places: number[] = [];
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
    const isOther = /^\w/.test(part) && (/\w$/.test(text.slice(0, at)) || /^\w/.test(text.slice(at + part.length)));
    if (!isOther) places.push(at);
  }
  return places.length === 1 ? places[0] : undefined;
};

const setAttribute = (text: string, element: TextElement, name: string, to: string | undefined): TextEdit | undefined => {
  const attribute = element.attributes.find((each) => each.name === name);
  if (attribute === undefined) {
    const behind = element.attributes.at(-1);
    const at = behind === undefined ? element.start + 1 + element.name.length : behind.valueStart + behind.value.length + 1;
    return to === undefined ? undefined : { start: at, end: at, text: ` ${name}="${escapeAttribute(to)}"` };
  }
  const end = attribute.valueStart + attribute.value.length;
  if (to !== undefined) return { start: attribute.valueStart, end, text: escapeAttribute(to) };
  return { start: text.slice(0, attribute.start).trimEnd().length, end: end + 1, text: "" };
};

const changeOptions = (
  text: string,
  element: TextElement,
  { add, remove }: Extract<LocalChange, { readonly kind: "options" }>,
): TextEdit | undefined => {
  if (element.name !== "Options") return setChild(text, element, { name: "Options", to: add.join(",") });
  const plain = plainOf(text, { element, attribute: undefined });
  const changed = plain && changedWords(plain.text, { add, remove });
  return plain === undefined || changed === plain.text || changed === undefined
    ? undefined
    : { start: plain.start, end: plain.start + plain.text.length, text: changed };
};

interface Child {
  readonly name: string;
  readonly to: string;
  readonly before?: string | undefined;
}

const setChild = (text: string, element: TextElement, { name, to, before }: Child): TextEdit | undefined => {
  const child = element.children.filter((each) => each.name === name).at(-1);
  if (child?.inner !== undefined) {
    if (text.slice(child.inner.start, child.inner.end).includes("<")) return undefined;
    return { start: child.inner.start, end: child.inner.end, text: escapeText(to) };
  }
  const added = { name, content: to };
  const next = element.children.find((each) => each.name === before);
  if (next !== undefined) return insertBefore(text, next, added);
  return child === undefined ? appendChild(text, element, added) : insertBehind(text, child, added);
};
