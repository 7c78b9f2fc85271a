import { describe, expect, it } from "vitest";
import { type Curve, type Grown, judgeGrowth } from "../../bench/growth/curve.ts";
import type { Round } from "../../bench/sampler.ts";
import { command, cost, round } from "./commands.ts";

const start = command("start");
const QUANTITIES = [1, 10, 100, 1000];
const points = QUANTITIES.map((quantity) => ({ quantity, command: command(`of ${quantity}`) }));
const CURVE: Curve = { name: "curve", quantity: "things", what: "build", points, megabytes: 150 };

/** A round in which starting took half a second, and each point so long beside that. */
const taking = (seconds: readonly number[], megabytes = 100): Round =>
  round([start, cost(0.5)], ...points.map(({ command: each }, index) => [each, cost(0.5 + (seconds[index] ?? 0), megabytes)] as const));

const grown = (...rounds: readonly Round[]): Grown => judgeGrowth(CURVE, start, rounds);

describe("judgeGrowth", () => {
  it("takes the start off, and the slope of what takes a second and longer", () => {
    // The first points would make it less steep.
    const { measured, slope, isLong, holds } = grown(taking([0.5, 0.5, 1, 10]));
    expect(measured.map(({ seconds }) => seconds)).toEqual([0.5, 0.5, 1, 10]);
    expect(slope).toBeCloseTo(1);
    expect([isLong, holds]).toEqual([true, true]);
  });

  it("misses the aim where time grows faster than the quantity", () => {
    expect(grown(taking([0, 0, 1, 13])).holds).toBe(false);
  });

  it("takes the middle of several rounds for each point", () => {
    expect(grown(taking([1, 1, 1, 10]), taking([1, 1, 9, 10]), taking([1, 1, 1, 90])).slope).toBeCloseTo(0.3);
  });

  it("judges nothing where fewer than two points take a second, and shows the last two", () => {
    const { slope, isLong, holds } = grown(taking([0.1, 0.1, 0.1, 10]));
    expect(slope).toBeCloseTo(2);
    expect([isLong, holds]).toEqual([false, undefined]);
  });

  it("stays a number where a point takes no longer than the start", () => {
    expect(grown(taking([0, 0, 0, -0.1])).slope).toBeCloseTo(0);
  });

  it("looks at the memory of the last point", () => {
    expect(grown(taking([1, 1, 1, 1], 150)).holdsMemory).toBe(true);
    expect(grown(taking([1, 1, 1, 1], 151)).holdsMemory).toBe(false);
    const { megabytes: _, ...unbounded } = CURVE;
    expect(judgeGrowth(unbounded, start, [taking([1, 1, 1, 1])]).holdsMemory).toBeUndefined();
  });
});
