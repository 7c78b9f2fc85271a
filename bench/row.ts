import type { Command } from "./command.ts";
import { costIn, type Cost, type Round } from "./sampler.ts";
import { median, sum } from "./statistics.ts";

/** A line of the table: what a command of ours takes, and what it may take. */
export interface Row {
  /** For --only. */
  readonly name: string;
  readonly what: string;
  readonly unit: "seconds" | "megabytes";
  readonly ours: Command;
  /** The same with `fewer` containers less: the row is about each of these. */
  readonly less?: { readonly command: Command; readonly fewer: number };
  /** What does a comparable work: one command, or several one after the other. */
  readonly beside: readonly Command[];
  /** What the ratio to these may be, or, of a row with nothing beside it, the value itself. Without it the row only tells. */
  readonly aim?: number;
}

/** Some rows whose commands run in turn. */
export interface Scene {
  readonly rounds: number;
  readonly rows: readonly Row[];
}

/** The value in the middle, and the least one: what the machine can do while nothing else runs. */
export interface Spread {
  readonly median: number;
  readonly least: number;
}

export interface Judged {
  readonly row: Row;
  readonly ours: Spread;
  readonly beside?: Spread;
  /** The middle of the rounds' ratios. */
  readonly ratio?: number;
  /** The same of the processors' time: other programs that run meanwhile touch it less. */
  readonly processorRatio?: number;
  readonly megabytes: number;
  readonly holds?: boolean;
}

export const commandsOf = ({ ours, less, beside }: Row): readonly Command[] => [ours, ...(less ? [less.command] : []), ...beside];

/** What the rounds say about a row. */
export const judge = (row: Row, rounds: readonly Round[]): Judged => {
  const ours = rounds.map((round) => oursIn(row, round));
  const common = { row, ours: spreadOf(ours), megabytes: median(rounds.map((round) => costIn(round, row.ours).megabytes)) };
  if (row.beside.length === 0) return { ...common, ...verdict(common.ours.median, row.aim) };
  const besides = (unit: keyof Cost): readonly number[] => rounds.map((round) => sum(row.beside.map((each) => costIn(round, each)[unit])));
  const ratioOf = (values: readonly number[], others: readonly number[]): number =>
    median(values.map((value, index) => value / (others[index] ?? Number.NaN)));
  const ratio = ratioOf(ours, besides(row.unit));
  const processor = rounds.map((round) => costIn(round, row.ours).processor);
  return {
    ...common,
    beside: spreadOf(besides(row.unit)),
    ratio,
    processorRatio: ratioOf(processor, besides("processor")),
    ...verdict(ratio, row.aim),
  };
};

const oursIn = ({ ours, less, unit }: Row, round: Round): number => {
  const value = costIn(round, ours)[unit];
  return less === undefined ? value : (value - costIn(round, less.command)[unit]) / less.fewer;
};

const spreadOf = (values: readonly number[]): Spread => ({ median: median(values), least: Math.min(...values) });

const verdict = (value: number, aim: number | undefined): Pick<Judged, "holds"> => (aim === undefined ? {} : { holds: value <= aim });
