import { describe, expect, it } from "vitest";
import { median, slopeOfLogarithms } from "../../bench/statistics.ts";

describe("median", () => {
  it("is the value in the middle, in whatever order they come", () => {
    expect(median([9, 1, 10])).toBe(9);
    expect(median([100])).toBe(100);
  });

  it("of an even number is between the two in the middle", () => {
    expect(median([4, 1, 100, 2])).toBe(3);
  });

  it("of nothing is no number", () => {
    expect(median([])).toBeNaN();
  });
});

describe("slopeOfLogarithms", () => {
  it("is the exponent where one quantity is a power of the other", () => {
    expect(slopeOfLogarithms([1, 10, 1000].map((each) => [each, 3 * each]))).toBeCloseTo(1);
    expect(slopeOfLogarithms([2, 4, 8, 64].map((each) => [each, each ** 2 / 7]))).toBeCloseTo(2);
    expect(slopeOfLogarithms([1, 2, 3].map((each) => [each, 5]))).toBeCloseTo(0);
  });

  it("lies between points that no power meets", () => {
    // Logarithms 0, 1, 2 and 0, 2, 3: least squares give 3/2, the line through the ends as well, the first two points 2.
    const [a, b] = [Math.E, Math.E ** 2];
    expect(
      slopeOfLogarithms([
        [1, 1],
        [a, b],
        [b, Math.E ** 3],
      ]),
    ).toBeCloseTo(1.5);
    // Logarithms 0, 1, 3 and 0, 0, 3: 15/14, where the ends alone would give 1.
    expect(
      slopeOfLogarithms([
        [1, 1],
        [a, 1],
        [Math.E ** 3, Math.E ** 3],
      ]),
    ).toBeCloseTo(15 / 14);
  });

  it("of one point is no number", () => {
    expect(slopeOfLogarithms([[2, 3]])).toBeNaN();
  });
});
