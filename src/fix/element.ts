import { readToken } from "../parse/read-token.ts";

/** An element as it stands in a text, by offsets. */
export interface TextElement {
  readonly name: string;
  /** Of its `<`, and behind its end. */
  readonly start: number;
  readonly end: number;
  /** What stands between its tags; undefined for `<Empty/>`. */
  readonly inner: { readonly start: number; readonly end: number } | undefined;
  readonly attributes: readonly TextAttribute[];
  readonly children: readonly TextElement[];
  readonly parent: TextElement | undefined;
}

export interface TextAttribute {
  readonly name: string;
  readonly value: string;
  /** Of its name, and of its value between the quotes. */
  readonly start: number;
  readonly valueStart: number;
}

type Open = { -readonly [Key in keyof TextElement]: TextElement[Key] };

/** The root element of a text; undefined where it is not well-formed. */
export const readElements = (text: string): TextElement | undefined => {
  let root: Open | undefined;
  let open: Open | undefined;
  const children = new Map<TextElement | undefined, TextElement[]>();
  for (let at = 0; at < text.length;) {
    const token = readToken(text, at, open !== undefined);
    if (token.kind === "fault") return undefined;
    if (token.kind === "start") {
      const name = /[^\s<>/]+/.exec(text.slice(at))?.[0] ?? "";
      const own: TextElement[] = [];
      const attributes = token.attributes.map((start) => readAttribute(text, start));
      const inner = token.empty ? undefined : { start: token.next, end: token.next };
      const element: Open = { name, start: at, end: token.next, inner, attributes, children: own, parent: open };
      children.get(open)?.push(element);
      children.set(element, own);
      root ??= element;
      if (!token.empty) open = element;
    }
    if (token.kind === "end" && open?.inner !== undefined) {
      open.inner = { start: open.inner.start, end: at };
      open.end = token.next;
      open = open.parent;
    }
    at = token.next;
  }
  return open === undefined ? root : undefined;
};

const readAttribute = (text: string, start: number): TextAttribute => {
  const [opening = "", name = "", quote = ""] = /^([^\s=]+)\s*=\s*(["'])/.exec(text.slice(start, text.indexOf(">", start) + 1)) ?? [];
  const valueStart = start + opening.length;
  return { name, start, valueStart, value: text.slice(valueStart, text.indexOf(quote, valueStart)) };
};

/** The element or attribute that begins at an offset. */
export type Found = { readonly element: TextElement; readonly attribute: TextAttribute | undefined };

/** What begins at an offset below an element, which counts as well. */
export const findAt = (element: TextElement, offset: number): Found | undefined => {
  if (element.start === offset) return { element, attribute: undefined };
  const attribute = element.attributes.find(({ start }) => start === offset);
  if (attribute !== undefined) return { element, attribute };
  const child = element.children.find(({ start, end }) => start <= offset && offset < end);
  return child === undefined ? undefined : findAt(child, offset);
};
