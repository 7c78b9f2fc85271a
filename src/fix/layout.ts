import { escapeAttribute, escapeText } from "../parse/escape-xml.ts";
import type { NewElement } from "../diagnostics/fix.ts";
import type { TextEdit } from "./source-text.ts";
import type { TextElement } from "./element.ts";

const UNIT = "  ";

/** The blanks before an element that is the first of its line; those of the element around it, if it is not. */
export const indentOf = (text: string, element: TextElement): string => {
  const own = ownIndent(text, element);
  if (own !== undefined) return own;
  return element.parent === undefined ? "" : indentOf(text, element.parent);
};

const ownIndent = (text: string, { start }: TextElement): string | undefined => {
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return /^[ \t]*$/.test(before) ? before : undefined;
};

/** By how much an element's children are indented more than itself; as elsewhere in the file, if it has none on lines of their own. */
const unitIn = (text: string, element: TextElement): string => {
  for (let around: TextElement | undefined = element; around !== undefined; around = around.parent) {
    const outer = indentOf(text, around);
    const inner = around.children.map((child) => ownIndent(text, child)).find((each) => each !== undefined && each.length > outer.length);
    if (inner?.startsWith(outer) === true) return inner.slice(outer.length);
  }
  return UNIT;
};

/** An element behind the last child of another one. */
export const appendChild = (text: string, parent: TextElement, child: NewElement): TextEdit => {
  const last = parent.children.at(-1);
  if (last !== undefined) return insertBehind(text, last, child);
  const outer = indentOf(text, parent);
  const unit = unitIn(text, parent);
  const lines = `\n${outer}${unit}${written(child, `${outer}${unit}`, unit)}`;
  if (parent.inner === undefined) {
    const start = text.slice(0, parent.end - 2).trimEnd().length;
    return { start, end: parent.end, text: `>${lines}\n${outer}</${parent.name}>`, isAlone: true };
  }
  const content = text.slice(parent.inner.start, parent.inner.end).trimEnd();
  const at = parent.inner.start + content.length;
  const isOnOneLine = !text.slice(at, parent.inner.end).includes("\n");
  return { start: at, ...(isOnOneLine ? { end: parent.inner.end, text: `${lines}\n${outer}` } : { end: at, text: lines }), isAlone: true };
};

/** An element behind another one, on a line of its own if that has one; a comment on the other's line stays with it. */
export const insertBehind = (text: string, before: TextElement, added: NewElement): TextEdit => {
  const indent = ownIndent(text, before);
  const unit = unitIn(text, before);
  if (indent === undefined) return { start: before.end, end: before.end, text: written(added, indentOf(text, before), unit) };
  const [rest = ""] = /^(?:[ \t]*<!--(?:[^-]|-(?!->))*-->)*(?=[ \t]*(?:\n|$))/.exec(text.slice(before.end)) ?? [];
  const at = before.end + rest.length;
  return { start: at, end: at, text: `\n${indent}${written(added, indent, unit)}` };
};

/** An element before another one. */
export const insertBefore = (text: string, after: TextElement, added: NewElement): TextEdit => {
  const indent = ownIndent(text, after);
  const own = written(added, indentOf(text, after), unitIn(text, after));
  return { start: after.start, end: after.start, text: indent === undefined ? own : `${own}\n${indent}` };
};

/** Leaves an element out, and its line if nothing else is on it. */
export const removal = (text: string, element: TextElement): TextEdit => {
  const { start, end } = element;
  const isAlone = ownIndent(text, element) !== undefined && /^[ \t]*(?:\n|$)/.test(text.slice(end));
  return isAlone ? { start: Math.max(text.lastIndexOf("\n", start - 1), 0), end, text: "" } : { start, end, text: "" };
};

const written = ({ name, attributes = {}, content }: NewElement, indent: string, unit: string): string => {
  const words = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`);
  const opening = `<${name}${words.join("")}`;
  if (typeof content === "string") return `${opening}>${escapeText(content)}</${name}>`;
  const inside = content.map((child) => `\n${indent}${unit}${written(child, `${indent}${unit}`, unit)}`);
  return `${opening}>${inside.join("")}\n${indent}</${name}>`;
};
