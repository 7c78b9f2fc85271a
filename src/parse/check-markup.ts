import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { doctypeRefused, forbiddenCharacter, malformedXml, nestedTooDeep, undefinedEntity } from "../diagnostics/parse.ts";

const MAX_DEPTH = 64;
const ENTITIES: ReadonlySet<string> = new Set(["amp", "lt", "gt", "quot", "apos"]);

const FORBIDDEN = /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const DECLARATION =
  /<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(["'])1\.0\1([ \t\n]+encoding[ \t\n]*=[ \t\n]*(["'])[A-Za-z][\w.-]*\3)?([ \t\n]+standalone[ \t\n]*=[ \t\n]*(["'])(yes|no)\5)?[ \t\n]*\?>/y;
const INSTRUCTION = /<\?(?!xml[ \t\n?])[A-Za-z_][\w.-]*(?=[ \t\n?])/iy;
const START_TAG = /<([^\s<>/="'&!?]+)/y;
const ATTRIBUTE = /[ \t\n]+([^\s<>/="'&]+)[ \t\n]*=[ \t\n]*(?:"([^"<]*)"|'([^'<]*)')/y;
const START_TAG_END = /[ \t\n]*(\/?)>/y;
const END_TAG = /<\/[^\s<>/="'&]+[ \t\n]*>/y;
const REFERENCE = /&(?:#(\d+);|#x([\dA-Fa-f]+);|([^\s&;#<>"']+);)?/g;
/** Names that fast-xml-parser throws on, since they could reach an object's prototype. */
const RESERVED_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** For each start tag, by the offset of its `<`: the offsets of its attributes' names. */
export type AttributeOffsets = ReadonlyMap<number, readonly number[]>;

export type Markup = { readonly kind: "sound"; readonly attributes: AttributeOffsets } | { readonly kind: "fault"; readonly fault: Diagnostic };

/**
 * Finds what fast-xml-parser's validator lets through (XML 1.0): several roots or text beside the root, undefined entities, forbidden
 * characters, `<` in attributes, unclosed comments and the like; and what descriptions must not have: a DOCTYPE, deep nesting. Stricter than
 * XML: a processing instruction has an ASCII name and balanced quotes, since the parser skips quoted text inside it.
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

type Report = (span: Span) => Diagnostic;
type Token =
  | { readonly kind: "start"; readonly next: number; readonly empty: boolean; readonly attributes: readonly number[] }
  | { readonly kind: "end" | "other"; readonly next: number }
  | Fault;
type Fault = { readonly kind: "fault"; readonly at: number; readonly report: Report };

const fault = (diagnostic: Diagnostic): Markup => ({ kind: "fault", fault: diagnostic });

const readToken = (text: string, at: number, inside: boolean): Token => {
  if (text[at] !== "<") return readText(text, at, inside);
  if (text.startsWith("<!--", at)) return readComment(text, at);
  if (text.startsWith("<![CDATA[", at) && inside) return readUntil(text, at, "]]>", "this CDATA section");
  if (/^<!doctype/i.test(text.slice(at, at + 9))) return { kind: "fault", at, report: doctypeRefused };
  if (text.startsWith("<?", at)) return readInstruction(text, at);
  const end = match(END_TAG, text, at);
  return end ? { kind: "end", next: at + end[0].length } : readStartTag(text, at);
};

const readText = (text: string, at: number, inside: boolean): Token => {
  const end = text.indexOf("<", at);
  const next = end === -1 ? text.length : end;
  const characters = text.slice(at, next);
  const stray = inside ? characters.indexOf("]]>") : characters.search(/[^ \t\n]/);
  if (stray !== -1) return malformed(at + stray, inside ? "]]> must be written ]]&gt; in text" : "text stands outside the root element");
  return badReference(characters, at) ?? { kind: "other", next };
};

const readComment = (text: string, at: number): Token => {
  const dashes = text.indexOf("--", at + 4);
  if (dashes === -1) return malformed(at, "this comment is not closed");
  return text[dashes + 2] === ">" ? { kind: "other", next: dashes + 3 } : malformed(dashes, "-- must not stand inside a comment");
};

const readUntil = (text: string, at: number, closing: string, what: string): Token => {
  const end = text.indexOf(closing, at);
  return end === -1 ? malformed(at, `${what} is not closed`) : { kind: "other", next: end + closing.length };
};

const readInstruction = (text: string, at: number): Token => {
  const declaration = at === 0 ? match(DECLARATION, text, at) : undefined;
  if (declaration) return { kind: "other", next: declaration[0].length };
  if (!match(INSTRUCTION, text, at)) return malformed(at, "this is no XML declaration of version 1.0 at the file's start, and no processing instruction");
  const token = readUntil(text, at, "?>", "this processing instruction");
  if (token.kind === "fault") return token;
  const unquoted = text.slice(at, token.next).replaceAll(/"[^"]*"|'[^']*'/g, "");
  return /["']/.test(unquoted) ? malformed(at, "the quotes in this processing instruction are not balanced") : token;
};

const readStartTag = (text: string, at: number): Token => {
  const start = match(START_TAG, text, at);
  if (!start) return malformed(at, "< must be written &lt; in text");
  if (RESERVED_NAMES.has(start[1] ?? "")) return malformed(at, `${start[1]} can't be the name of an element`);
  const attributes: number[] = [];
  let next = at + start[0].length;
  for (let found = match(ATTRIBUTE, text, next); found; found = match(ATTRIBUTE, text, next)) {
    const [whole, name = "", double, single] = found;
    attributes.push(next + whole.indexOf(name));
    const value = double ?? single ?? "";
    const bad = badReference(value, next + whole.length - value.length - 1);
    if (bad) return bad;
    next += whole.length;
  }
  const end = match(START_TAG_END, text, next);
  if (!end) return malformed(next, `the start tag <${start[1]} is not well-formed here`);
  return { kind: "start", next: next + end[0].length, empty: end[1] === "/", attributes };
};

const badReference = (text: string, at: number): Fault | undefined => {
  for (const { 0: reference, 1: decimal, 2: hexadecimal, 3: name, index } of text.matchAll(REFERENCE)) {
    const codePoint = Number(hexadecimal === undefined ? decimal : `0x${hexadecimal}`);
    if (reference === "&") return malformed(at + index, "& must be written &amp;");
    if (name !== undefined && !ENTITIES.has(name)) return { kind: "fault", at: at + index, report: (span) => undefinedEntity(span, name) };
    if (name === undefined && !isAllowed(codePoint)) {
      return { kind: "fault", at: at + index, report: (span) => forbiddenCharacter(span, codePoint) };
    }
  }
  return undefined;
};

const isAllowed = (codePoint: number): boolean =>
  codePoint === 0x0d || (codePoint <= 0x10ffff && !FORBIDDEN.test(String.fromCodePoint(codePoint)));

const malformed = (at: number, message: string): Fault => ({ kind: "fault", at, report: (span) => malformedXml(span, message) });

const match = (sticky: RegExp, text: string, at: number): RegExpExecArray | null => {
  sticky.lastIndex = at;
  return sticky.exec(text);
};
