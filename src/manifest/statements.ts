import type { Span, Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { manifestSyntax } from "./findings.ts";
import { itemAt } from "../bytes/item-at.ts";

/** A word as it was written, escapes and all. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** A line that says something: its words, and the text below it where it ends in `<<END`. */
export interface Statement {
  readonly span: Span;
  readonly words: readonly Word[];
  readonly body: string | undefined;
}

/** Splits a manifest into statements; blank lines and lines that begin with `#` say nothing. */
export const readStatements = (text: string, file: string): Staged<readonly Statement[]> => {
  const lines = text.split("\n");
  const statements: Statement[] = [];
  const { found: diagnostics, report } = collectFindings();
  for (let index = 0; index < lines.length; index += 1) {
    const words = wordsOf(itemAt(lines, index), file, index + 1);
    const [first] = words;
    if (first === undefined || first.text.startsWith("#")) continue;
    const last = words.at(-1);
    if (last?.text.startsWith("<<") !== true) {
      statements.push({ span: first.span, words, body: undefined });
      continue;
    }
    const begin = index + 1;
    const end = lines.indexOf(last.text.slice(2), begin);
    if (end < 0) report(manifestSyntax(last.span, `no line after this one is "${last.text.slice(2)}"`));
    index = end < 0 ? lines.length : end;
    const body = [...lines.slice(begin, index), ""].join("\n");
    statements.push({ span: first.span, words: words.slice(0, -1), body });
  }
  return { value: statements, diagnostics };
};

const wordsOf = (line: string, file: string, number: number): Word[] =>
  [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => ({
    text,
    span: { file, line: number, column: Array.from(line.slice(0, index)).length + 1 },
  }));

/** The bytes of a word: `\xHH` is a byte, `\\` a backslash; `undefined` where a backslash stands for neither. */
export const unescapeBytes = (text: string): Uint8Array | undefined => {
  const pieces: readonly string[] = text.match(/\\x[0-9a-fA-F]{2}|\\\\|[^\\]+|\\/g) ?? [];
  if (pieces.includes("\\")) return undefined;
  return Buffer.concat(
    pieces.map((piece) => {
      if (piece === "\\\\") return Buffer.from("\\");
      return piece.startsWith("\\") ? Buffer.from(piece.slice(2), "hex") : Buffer.from(piece);
    }),
  );
};
