/** The value in the middle; of an even number of values the mean of the two there. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = Math.floor(sorted.length / 2);
  const lower = Math.floor((sorted.length - 1) / 2);
  return ((sorted[lower] ?? Number.NaN) + (sorted[upper] ?? Number.NaN)) / 2;
};

/** A positive quantity, and what was measured of it. */
export type Point = readonly [number, number];

/**
 * How what was measured grows with the quantity: 1 is in proportion, 2 with its square. It is the slope of the line that lies nearest (by
 * least squares) to the logarithms of both. Of fewer than two points it is NaN.
 */
export const slopeOfLogarithms = (points: readonly Point[]): number => {
  const logarithms = points.map(([quantity, measured]) => [Math.log(quantity), Math.log(measured)] as const);
  const middle = (values: readonly number[]): number => sum(values) / values.length;
  const [x, y] = [middle(logarithms.map(([each]) => each)), middle(logarithms.map(([, each]) => each))];
  return sum(logarithms.map(([a, b]) => (a - x) * (b - y))) / sum(logarithms.map(([a]) => (a - x) ** 2));
};

export const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);
