import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { doctypeRefused, forbiddenCharacter, malformedXml, undefinedEntity } from "./findings.ts";

/** What XML does not allow as it stands; line ends are "\n" already. */
export const FORBIDDEN: RegExp = /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ENTITIES: ReadonlySet<string> = new Set(["amp", "lt", "gt", "quot", "apos"]);
/** Names that fast-xml-parser throws on, since they could reach an object's prototype. */
const RESERVED_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

// All but the last are sticky: they match at an offset only. Names are judged by the parser's validator.
const BLANK = "[ \\t\\n]";
const EQUALS = `${BLANK}*=${BLANK}*`;
const DECLARATION = new RegExp(
  `<\\?xml${BLANK}+version${EQUALS}(["'])1\\.0\\1(${BLANK}+encoding${EQUALS}(["'])[A-Za-z][\\w.-]*\\3)?` +
    `(${BLANK}+standalone${EQUALS}(["'])(yes|no)\\5)?${BLANK}*\\?>`,
  "y",
);
const INSTRUCTION = /<\?(?!xml[ \t\n?])[A-Za-z_][\w.-]*(?=[ \t\n?])/iy;
const START_TAG = /<([^\s<>/="'&!?]+)/y;
const ATTRIBUTE = /[ \t\n]+([^\s<>/="'&]+)[ \t\n]*=[ \t\n]*(?:"([^"<]*)"|'([^'<]*)')/y;
const START_TAG_END = /[ \t\n]*(\/?)>/y;
const END_TAG = /<\/[^\s<>/="'&]+[ \t\n]*>/y;
const REFERENCE = /&(?:#(\d+);|#x([\dA-Fa-f]+);|([^\s&;#<>"']+);)?/g;

/** A start tag with the offsets of its attributes' names, an end tag, text or CDATA, or what says nothing; `next` is behind it. */
export type Token =
  | { readonly kind: "start"; readonly next: number; readonly empty: boolean; readonly attributes: readonly number[] }
  | { readonly kind: "end" | "text" | "other"; readonly next: number }
  | Fault;

export interface Fault {
  readonly kind: "fault";
  readonly at: number;
  readonly report: (span: Span) => Diagnostic;
}

/** Reads the token at an offset of a document, or what is wrong with it; `inside`: an element is open. */
export const readToken = (text: string, at: number, inside: boolean): Token => {
  if (text[at] !== "<") return readText(text, at, inside);
  switch (text.charAt(at + 1)) {
    case "!":
      return readDeclaration(text, at, inside);
    case "?":
      return readInstruction(text, at);
    case "/":
      return readEndTag(text, at);
    default:
      return readStartTag(text, at);
  }
};

const readDeclaration = (text: string, at: number, inside: boolean): Token => {
  if (text.startsWith("<!--", at)) return readComment(text, at);
  if (text.startsWith("<![CDATA[", at) && inside) return readUntil(text, at, "]]>", "text", "this CDATA section");
  return /^<!doctype/i.test(text.slice(at, at + 9)) ? { kind: "fault", at, report: doctypeRefused } : stray(at);
};

const readEndTag = (text: string, at: number): Token => {
  const end = match(END_TAG, text, at);
  return end ? { kind: "end", next: at + end[0].length } : stray(at);
};

/** What begins no tag. */
const stray = (at: number): Fault => malformed(at, "< must be written &lt; in text");

const readText = (text: string, at: number, inside: boolean): Token => {
  const end = text.indexOf("<", at);
  const next = end === -1 ? text.length : end;
  const characters = text.slice(at, next);
  const wrong = inside ? characters.indexOf("]]>") : characters.search(/[^ \t\n]/);
  if (wrong !== -1) return malformed(at + wrong, inside ? "]]> must be written ]]&gt; in text" : "text stands outside the root element");
  return badReference(characters, at) ?? { kind: "text", next };
};

const readComment = (text: string, at: number): Token => {
  const dashes = text.indexOf("--", at + 4);
  if (dashes === -1) return malformed(at, "this comment is not closed");
  return text[dashes + 2] === ">" ? { kind: "other", next: dashes + 3 } : malformed(dashes, "-- must not stand inside a comment");
};

const readUntil = (text: string, at: number, closing: string, kind: "text" | "other", what: string): Token => {
  const end = text.indexOf(closing, at);
  return end === -1 ? malformed(at, `${what} is not closed`) : { kind, next: end + closing.length };
};

const readInstruction = (text: string, at: number): Token => {
  const declaration = at === 0 ? match(DECLARATION, text, at) : undefined;
  if (declaration) return { kind: "other", next: declaration[0].length };
  if (!match(INSTRUCTION, text, at)) return malformed(at, "this is neither an XML declaration of version 1.0 nor a processing instruction");
  const token = readUntil(text, at, "?>", "other", "this processing instruction");
  if (token.kind === "fault") return token;
  const unquoted = text.slice(at, token.next).replaceAll(/"[^"]*"|'[^']*'/g, "");
  return /["']/.test(unquoted) ? malformed(at, "the quotes in this processing instruction are not balanced") : token;
};

const readStartTag = (text: string, at: number): Token => {
  const start = match(START_TAG, text, at);
  if (!start) return stray(at);
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
  // Searching for them takes ten times as long.
  if (!text.includes("&")) return undefined;
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
