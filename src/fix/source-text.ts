import type { Span } from "../diagnostics/diagnostic.ts";
import { decodeXml, xmlEncoding } from "../parse/decode.ts";

/** Characters from `start` to before `end` of a text are others. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Whether nothing else may be put in the same place at once. */
  readonly isAlone?: true;
}

/** A description as places in it are counted, and as its bytes are. */
export interface SourceText {
  /** Without a byte order mark, every line end a "\n". */
  readonly text: string;
  /** The offset of a place in the text; undefined where it has no such place. */
  readonly offsetOf: (span: Span) => number | undefined;
  /** The place of an offset in the text. */
  readonly spanOf: (offset: number) => Omit<Span, "file">;
  /** The file's bytes with edits that do not overlap: all others stay, and lines that are new end as those above them. */
  readonly edited: (edits: readonly TextEdit[]) => Uint8Array;
}

const BYTE_ORDER_MARK = "\ufeff";

/** Opens a description for edits; undefined for one that can't be read as text. */
export const openSource = (bytes: Uint8Array): SourceText | undefined => {
  const text = decodeXml(bytes, "").value;
  const { encoding } = xmlEncoding(bytes);
  if (text === undefined || encoding === undefined) return undefined;
  const raw = Buffer.from(bytes).toString(encoding);
  const lines = lineStarts(text);
  const rawOffset = rawOffsets(raw);
  return {
    text,
    offsetOf: ({ line, column }) => {
      const [start, next = text.length + 1] = lines.slice(line - 1, line + 1);
      const before =
        start === undefined
          ? undefined
          : Array.from(text.slice(start, next))
              .slice(0, column - 1)
              .join("").length;
      return start === undefined || before === undefined || start + before > text.length ? undefined : start + before;
    },
    spanOf: (offset) => {
      const line = lines.filter((start) => start <= offset).length;
      return { line, column: Array.from(text.slice(lines[line - 1], offset)).length + 1 };
    },
    edited: (edits) => {
      const pieces: string[] = [];
      let done = 0;
      for (const { start, end, text: to } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
        pieces.push(raw.slice(done, rawOffset(start)), fitting(to, encoding).replaceAll("\n", lineEndAt(raw, rawOffset(start))));
        done = rawOffset(end);
      }
      return Buffer.from(pieces.concat(raw.slice(done)).join(""), encoding);
    },
  };
};

const lineStarts = (text: string): readonly number[] => [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];

/** Where the text's offsets are in the file: its byte order mark and the returns before its newlines are not in the text. */
const rawOffsets = (raw: string): ((offset: number) => number) => {
  const first = raw.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  const returns = [...raw.matchAll(/\r\n/g)].map(({ index }, before) => index - first - before);
  return (offset) => {
    let low = 0;
    let high = returns.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((returns[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return offset + first + low;
  };
};

/** How the line above ends; the first one, if there is none. */
const lineEndAt = (raw: string, offset: number): string => {
  const ends = /\r\n?|\n/g;
  return (raw.slice(0, offset).match(ends)?.at(-1) ?? raw.match(ends)?.[0]) || "\n";
};

/** What an encoding lacks is a character reference. */
const fitting = (text: string, encoding: "utf8" | "latin1"): string =>
  encoding === "utf8" ? text : text.replaceAll(/[^\0-\xff]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
