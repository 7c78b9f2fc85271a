import { describe, expect, it } from "vitest";
import { judge, type Row } from "../../bench/row.ts";
import { command, cost, round } from "./commands.ts";

const [ours, few, tar, node] = [command("ours"), command("few"), command("tar"), command("node")];

const ROW: Row = { name: "row", what: "a row", unit: "seconds", ours, beside: [tar, node], aim: 1.5 };

const ROUNDS = [
  round([ours, cost(3, 50)], [few, cost(1)], [tar, cost(1)], [node, cost(1)]),
  // While something else ran.
  round([ours, cost(30, 70)], [few, cost(10)], [tar, cost(16)], [node, cost(4)]),
  round([ours, cost(4, 60, 1)], [few, cost(2)], [tar, cost(2, 0, 2)], [node, cost(2, 0, 0)]),
];

describe("judge", () => {
  it("compares within rounds and takes the ratio in the middle", () => {
    expect(judge(ROW, ROUNDS)).toEqual({
      row: ROW,
      ours: { median: 4, least: 3 },
      beside: { median: 4, least: 2 },
      ratio: 1.5,
      processorRatio: 1.5,
      megabytes: 60,
      holds: true,
    });
    expect(judge({ ...ROW, aim: 1.49 }, ROUNDS).holds).toBe(false);
  });

  it("holds a row with nothing beside it to its own value", () => {
    const { ratio, beside, holds } = judge({ ...ROW, beside: [], aim: 4 }, ROUNDS);
    expect([ratio, beside, holds]).toEqual([undefined, undefined, true]);
    expect(judge({ ...ROW, beside: [], aim: 3.9 }, ROUNDS).holds).toBe(false);
  });

  it("knows memory as well as time", () => {
    const row: Row = { ...ROW, unit: "megabytes", beside: [], aim: 60 };
    expect(judge(row, ROUNDS)).toMatchObject({ ours: { median: 60, least: 50 }, holds: true });
  });

  it("divides what is left without the others among the further ones", () => {
    const row: Row = { ...ROW, less: { command: few, fewer: 4 }, beside: [], aim: 0.5 };
    expect(judge(row, ROUNDS)).toMatchObject({ ours: { median: 0.5, least: 0.5 }, holds: true });
  });

  it("says nothing of a row without an aim", () => {
    const { aim: _, ...row } = ROW;
    expect(judge(row, ROUNDS).holds).toBeUndefined();
  });
});
