import { describe, expect, it } from "vitest";
import { costIn, sample } from "../../bench/sampler.ts";
import { command, cost, writer } from "./commands.ts";

const [a, b, c] = [command("a"), writer("b"), command("c")];

describe("sample", () => {
  it("runs commands in turn, forwards and backwards, and those that write once before", () => {
    const ran: string[] = [];
    const rounds = sample([a, b, c], 3, ({ name }) => {
      ran.push(name);
      return cost(ran.length);
    });
    expect(ran.join("")).toBe("babccbaabc");
    expect(rounds.map((each) => costIn(each, b).seconds)).toEqual([3, 6, 9]);
  });
});

describe("costIn", () => {
  it("knows no command that was not measured", () => {
    expect(() => costIn(new Map(), a)).toThrow("a was not measured");
  });
});
