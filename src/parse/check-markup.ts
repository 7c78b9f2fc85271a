import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { forbiddenCharacter, malformedXml, nestedTooDeep } from "../diagnostics/parse.ts";
import { FORBIDDEN, readToken } from "./read-token.ts";

const MAX_DEPTH = 64;

/** For each start tag, by the offset of its `<`: the offsets of its attributes' names. */
export type AttributeOffsets = ReadonlyMap<number, readonly number[]>;

export type Markup =
  | { readonly kind: "sound"; readonly attributes: AttributeOffsets }
  | { readonly kind: "fault"; readonly fault: Diagnostic };

/**
 * Finds what fast-xml-parser's validator lets through (XML 1.0): several roots or text beside the root, undefined entities, forbidden
 * characters, `<` in attributes, unclosed comments and the like; and what descriptions must not have: a DOCTYPE, deep nesting.
 * Stricter than XML: a processing instruction has an ASCII name and balanced quotes, since the parser skips quoted text inside it.
 */
export const checkMarkup = (text: string, spanAt: (offset: number) => Span): Markup => {
  const attributes = new Map<number, readonly number[]>();
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden) return fault(forbiddenCharacter(spanAt(forbidden.index), forbidden[0].codePointAt(0) ?? 0));
  let depth = 0;
  let roots = 0;
  let at = 0;
  while (at < text.length) {
    const token = readToken(text, at, depth > 0);
    if (token.kind === "fault") return fault(token.report(spanAt(token.at)));
    if (token.kind === "start") {
      if (depth === 0 && ++roots > 1) return fault(malformedXml(spanAt(at), "there is a root element already"));
      if (depth >= MAX_DEPTH) return fault(nestedTooDeep(spanAt(at), MAX_DEPTH));
      attributes.set(at, token.attributes);
      if (!token.empty) depth += 1;
    }
    if (token.kind === "end" && --depth < 0) return fault(malformedXml(spanAt(at), "this end tag has no start tag"));
    at = token.next;
  }
  return { kind: "sound", attributes };
};

const fault = (diagnostic: Diagnostic): Markup => ({ kind: "fault", fault: diagnostic });
