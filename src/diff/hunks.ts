import type { Line } from "./diff-lines.ts";

/** Neighbouring changes with the lines around them; the numbers are those of the first lines, as diff(1) -u counts them. */
export interface Hunk {
  readonly before: number;
  readonly after: number;
  readonly lines: readonly Line[];
}

const CONTEXT = 3;

/** The parts of a text that changed, each with up to three lines of what surrounds it. */
export const hunksOf = (lines: readonly Line[]): readonly Hunk[] => {
  const changed = lines.flatMap(({ kind }, index) => (kind === "same" ? [] : [index]));
  const ranges: { begin: number; end: number }[] = [];
  for (const index of changed) {
    const last = ranges.at(-1);
    const end = Math.min(index + CONTEXT + 1, lines.length);
    if (last !== undefined && index - CONTEXT <= last.end) last.end = end;
    else ranges.push({ begin: Math.max(index - CONTEXT, 0), end });
  }
  return ranges.map(({ begin, end }) => {
    const [above, shown] = [lines.slice(0, begin), lines.slice(begin, end)];
    const first = (without: Line["kind"]): number => count(above, without) + (count(shown, without) === 0 ? 0 : 1);
    return { before: first("added"), after: first("removed"), lines: shown };
  });
};

/** How many lines there are but for those of this kind. */
export const count = (lines: readonly Line[], without: Line["kind"]): number => lines.filter(({ kind }) => kind !== without).length;
