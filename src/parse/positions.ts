import type { Span } from "../diagnostics/diagnostic.ts";

/**
 * A function from an offset of the text (in UTF-16 units, line ends "\n") to its place. It walks on from the last offset it was asked for,
 * so that asking in document order is linear even in a file of one line.
 */
export const positionsIn = (text: string, file: string): ((offset: number) => Span) => {
  let at = 0;
  let line = 1;
  let column = 1;
  return (offset) => {
    if (offset < at) [at, line, column] = [0, 1, 1];
    while (at < offset) {
      const codePoint = text.codePointAt(at) ?? 0;
      at += codePoint > 0xffff ? 2 : 1;
      column += 1;
      if (codePoint !== NEWLINE) continue;
      line += 1;
      column = 1;
    }
    return { file, line, column };
  };
};

const NEWLINE = 0x0a;
