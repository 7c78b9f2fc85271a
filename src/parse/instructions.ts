import type { Span } from "../diagnostics/diagnostic.ts";
import { readToken } from "./read-token.ts";
import type { SyntaxInstruction } from "./syntax.ts";

/** How the instructions begin that are for this program; others mean nothing to it. */
const OPENING = /^<\?lxc-overlay(?=[ \t\n?])/;

interface Raw {
  readonly at: number;
  readonly next: number;
  /** Offsets of the element that it stands before, and of the open ones around. */
  element?: { readonly start: number; readonly within: readonly number[]; end: number };
}

/** The instructions `<?lxc-overlay …?>` of a well-formed description, each with the element that it stands before. */
export const readInstructions = (text: string, spanAt: (offset: number) => Span): readonly SyntaxInstruction[] => {
  if (!text.includes("<?lxc-overlay")) return [];
  const all = rawInstructions(text);
  const spanOf = spansOf(
    all.flatMap(({ at, element }) => (element ? [at, element.start, element.end, ...element.within] : [at])),
    spanAt,
  );
  return all.map(({ at, next, element }) => {
    const opening = at + (OPENING.exec(text.slice(at, next))?.[0].length ?? 0);
    return {
      span: spanOf(at),
      text: text.slice(opening, next - "?>".length),
      spanIn: (offset) => spanAt(opening + offset),
      element: element && { from: spanOf(element.start), to: spanOf(element.end), within: element.within.map(spanOf) },
    };
  });
};

/** The places of offsets, made in the order of the text: going back costs as much as beginning anew. */
const spansOf = (offsets: readonly number[], spanAt: (offset: number) => Span): ((offset: number) => Span) => {
  const spans = new Map([...new Set(offsets)].sort((a, b) => a - b).map((offset) => [offset, spanAt(offset)]));
  return (offset) => spans.get(offset) ?? spanAt(offset);
};

const rawInstructions = (text: string): readonly Raw[] => {
  const all: Raw[] = [];
  /** Those that no element has followed yet. */
  let waiting: Raw[] = [];
  const open: { readonly start: number; readonly marked: readonly Raw[] }[] = [];
  const close = (marked: readonly Raw[], end: number): void => {
    for (const { element } of marked) if (element) element.end = end;
  };
  for (let at = 0; at < text.length;) {
    const token = readToken(text, at, open.length > 0);
    if (token.kind === "fault") throw new Error("not well-formed");
    const { next } = token;
    if (token.kind === "other" && OPENING.test(text.slice(at, next))) waiting.push({ at, next });
    if (token.kind === "start") {
      const within = waiting.length === 0 ? [] : open.map(({ start }) => start);
      for (const each of waiting) each.element = { start: at, within, end: next };
      if (!token.empty) open.push({ start: at, marked: waiting });
    }
    if (token.kind === "end") close(open.pop()?.marked ?? [], next);
    const isBetween = token.kind === "other" || (token.kind === "text" && text.slice(at, next).trim() === "");
    if (!isBetween) {
      all.push(...waiting);
      waiting = [];
    }
    at = next;
  }
  return [...all, ...waiting];
};
