import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { forbiddenCharacter, malformedXml, nestedTooDeep, tooLong, tooManyPieces } from "./findings.ts";
import { FORBIDDEN, readToken } from "./read-token.ts";

const MAX_DEPTH = 64;
/** Of a start tag with its attributes, or of an element's own text, in UTF-16 units. */
const MAX_LENGTH = 64 * 1024;
/** Of tags, attributes, runs of text, comments and the like; the parser's time is more than linear in them. */
const MAX_PIECES = 25_000;

/** For each start tag, by the offset of its `<`: the offsets of its attributes' names. */
export type AttributeOffsets = ReadonlyMap<number, readonly number[]>;

export type Markup =
  | { readonly kind: "sound"; readonly attributes: AttributeOffsets }
  | { readonly kind: "fault"; readonly fault: Diagnostic };

/**
 * Finds what fast-xml-parser's validator lets through (XML 1.0): several roots or text beside the root, undefined entities, forbidden
 * characters, `<` in attributes, unclosed comments and the like; and what descriptions must not have: a DOCTYPE, deep nesting, more or
 * longer markup and text than anybody writes.
 * Stricter than XML: a processing instruction has an ASCII name and balanced quotes, since the parser skips quoted text inside it.
 */
export const checkMarkup = (text: string, spanAt: (offset: number) => Span): Markup => {
  const attributes = new Map<number, readonly number[]>();
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden) return fault(forbiddenCharacter(spanAt(forbidden.index), forbidden[0].codePointAt(0) ?? 0));
  /** How much text each open element has so far. */
  const open: number[] = [];
  let roots = 0;
  let pieces = 0;
  let at = 0;
  while (at < text.length) {
    const token = readToken(text, at, open.length > 0);
    if (token.kind === "fault") return fault(token.report(spanAt(token.at)));
    const length = token.next - at;
    pieces += 1;
    if (token.kind === "start") {
      if (open.length === 0 && ++roots > 1) return fault(malformedXml(spanAt(at), "there is a root element already"));
      if (open.length >= MAX_DEPTH) return fault(nestedTooDeep(spanAt(at), MAX_DEPTH));
      if (length > MAX_LENGTH) return fault(tooLong(spanAt(at), "this tag", MAX_LENGTH));
      attributes.set(at, token.attributes);
      pieces += token.attributes.length;
      if (!token.empty) open.push(0);
    }
    if (token.kind === "end" && open.pop() === undefined) return fault(malformedXml(spanAt(at), "this end tag has no start tag"));
    if (token.kind === "text" && open.length > 0) {
      const total = (open.pop() ?? 0) + length;
      if (total > MAX_LENGTH) return fault(tooLong(spanAt(at), "the text of this element", MAX_LENGTH));
      open.push(total);
    }
    if (pieces > MAX_PIECES) return fault(tooManyPieces(spanAt(at), MAX_PIECES));
    at = token.next;
  }
  return { kind: "sound", attributes };
};

const fault = (diagnostic: Diagnostic): Markup => ({ kind: "fault", fault: diagnostic });
