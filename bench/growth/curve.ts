import type { Command } from "../command.ts";
import { costIn, type Round } from "../sampler.ts";
import { median, type Point, slopeOfLogarithms } from "../statistics.ts";

/** How the time of a command grows with one quantity of its input. */
export interface Curve {
  /** For --only. */
  readonly name: string;
  /** What grows. */
  readonly quantity: string;
  /** The command, as the table calls it. */
  readonly what: string;
  readonly points: readonly { readonly quantity: number; readonly command: Command }[];
  /** What the memory at the last point may be. */
  readonly megabytes?: number;
}

export interface Measured {
  readonly quantity: number;
  /** Without what it takes to start. */
  readonly seconds: number;
  readonly megabytes: number;
}

export interface Grown {
  readonly curve: Curve;
  readonly measured: readonly Measured[];
  readonly slope: number;
  /** Whether the slope is of points that take long enough to tell; otherwise it is that of the two largest. */
  readonly isLong: boolean;
  /** Undefined where the points are too short to tell. */
  readonly holds: boolean | undefined;
  readonly holdsMemory: boolean | undefined;
}

/** In proportion, and what measuring may add to it. */
export const SLOPE = 1.1;
/** Seconds from which on a point counts: shorter ones are mostly V8 that compiles. */
const LONG = 1;
/** What is shorter than starting, as measured, is not: its logarithm has to exist. */
const LEAST = 0.001;

/** What the rounds say about a curve; `start` is a command that does next to nothing. */
export const judgeGrowth = (curve: Curve, start: Command, rounds: readonly Round[]): Grown => {
  const measured = curve.points.map(({ quantity, command }) => ({
    quantity,
    seconds: median(rounds.map((round) => Math.max(LEAST, costIn(round, command).seconds - costIn(round, start).seconds))),
    megabytes: median(rounds.map((round) => costIn(round, command).megabytes)),
  }));
  const long = measured.filter(({ seconds }) => seconds >= LONG);
  const isLong = long.length >= 2;
  const slope = slopeOfLogarithms((isLong ? long : measured.slice(-2)).map(({ quantity, seconds }): Point => [quantity, seconds]));
  const most = measured.at(-1)?.megabytes ?? Number.NaN;
  return {
    curve,
    measured,
    slope,
    isLong,
    holds: isLong ? slope <= SLOPE : undefined,
    holdsMemory: curve.megabytes === undefined ? undefined : most <= curve.megabytes,
  };
};
