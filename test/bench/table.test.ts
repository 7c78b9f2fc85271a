import { describe, expect, it } from "vitest";
import { judgeGrowth } from "../../bench/growth/curve.ts";
import { judge, type Row } from "../../bench/row.ts";
import { cellsOf, cellsOfCurve, markdown } from "../../bench/table.ts";
import { command, cost, round } from "./commands.ts";

const [ours, tar, node] = [command("ours"), command("tar -tf"), command("bare Node")];
const ROW: Row = { name: "row", what: "a row", unit: "seconds", ours, beside: [tar, node], aim: 1.15 };
const ROUNDS = [round([ours, cost(1.5, 63.4)], [tar, cost(0.95)], [node, cost(0.05)])];

describe("a row of the table", () => {
  it("has ours, what stands beside it, ratio, aim, verdict, the processors' ratio and memory", () => {
    const beside = "tar -tf + bare Node: 1.00 s (1.00 s)";
    expect(cellsOf(judge(ROW, ROUNDS))).toEqual(["a row", "1.50 s (1.50 s)", beside, "1.50", "≤ 1.15", "MISSED", "1.50", "63 MB"]);
  });

  it("of memory has no time, and its aim a unit", () => {
    const row: Row = { ...ROW, unit: "megabytes", beside: [], aim: 100 };
    expect(cellsOf(judge(row, ROUNDS))).toEqual(["a row", "63 MB", "", "", "≤ 100 MB", "holds", "", "63 MB"]);
  });

  it("has short times in milliseconds", () => {
    const cells = cellsOf(judge({ ...ROW, ours: node, beside: [], aim: 0.5 }, ROUNDS));
    expect(cells.slice(1, 6)).toEqual(["50.0 ms (50.0 ms)", "", "", "≤ 500 ms", "holds"]);
  });
});

describe("a curve of the table", () => {
  const points = [1000, 10_000].map((quantity) => ({ quantity, command: command(`${quantity}`) }));
  const cells = (seconds: readonly number[]): readonly string[] => {
    const costs = points.map((point, index) => [point.command, cost(0.1 + (seconds[index] ?? 0), 99)] as const);
    return cellsOfCurve(
      judgeGrowth({ name: "", quantity: "entries", what: "build", points, megabytes: 90 }, tar, [round([tar, cost(0.1)], ...costs)]),
    );
  };

  it("has its points, slope and memory with their aims", () => {
    const found = ["1,000: 1.00 s, 10,000: 12.0 s", "1.08", "≤ 1.1", "holds", "99 MB", "≤ 90 MB", "MISSED"];
    expect(cells([1, 12])).toEqual(["entries", "build", ...found]);
  });

  it("says where points are too short", () => {
    expect(cells([0.2, 2]).slice(3, 6)).toEqual(["1.00 (last two; fewer than two take 1 s)", "≤ 1.1", ""]);
  });
});

describe("markdown", () => {
  it("has columns as wide as their longest cell", () => {
    expect(markdown(["a", "longest"], [["cell", "b"]])).toBe("| a    | longest |\n|------|---------|\n| cell | b       |");
  });
});
