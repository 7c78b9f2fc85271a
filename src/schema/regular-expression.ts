/**
 * A regular expression of JavaScript as one of XML Schema (Part 2, appendix F), which is matched against the whole value, has no lookahead and
 * whose \d is every digit of Unicode. What a lookahead forbids is allowed.
 */
export const xsdPattern = ({ source }: RegExp): string => {
  const [, start = "", body = "", end = ""] = /^(\^?)(.*?)(\$?)$/.exec(source) ?? [];
  const translated = [...body.matchAll(PIECE)].map(([piece]) => translate(piece)).join("");
  return `${start === "" ? ".*" : ""}${translated}${end === "" ? ".*" : ""}`;
};

/** A lookahead without groups in it, a class, an escape, the beginning of a group, any other character. */
const PIECE = /\(\?[!=][^()]*\)|\[(?:\\.|[^\]\\])*\]|\\.|\(\?:|./g;

const translate = (piece: string): string => {
  if (/^\(\?[!=]/.test(piece)) return "";
  if (piece.startsWith("[")) return piece.replaceAll("\\d", "0-9").replaceAll("\\/", "/");
  return ESCAPES[piece] ?? piece;
};

const ESCAPES: Readonly<Record<string, string>> = { "(?:": "(", "\\d": "[0-9]", "\\/": "/" };

/** A text as a pattern that fits it alone. */
export const literally = (text: string): string => text.replaceAll(/[.\\?*+{}()[\]|^-]/g, "\\$&");
