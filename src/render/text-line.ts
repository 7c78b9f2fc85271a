import type { Mount } from "../plan/mount.ts";
import type { Why } from "../plan/why.ts";

/** A line of a generated text, without its end, and what it is there for. */
export interface TextLine {
  readonly text: string;
  readonly whys: readonly Why[];
  /** What is mounted because of it. */
  readonly mount?: Mount;
}

/** Lines that are there for the same; a text may be several. */
export const linesFor = (whys: readonly Why[], texts: readonly string[]): readonly TextLine[] =>
  texts.flatMap((text) => text.split("\n")).map((text) => ({ text, whys }));

/** The text that lines make. */
export const joinLines = (lines: readonly TextLine[]): string => lines.map(({ text }) => `${text}\n`).join("");
