import { expect, it } from "vitest";
import { read, withConfig } from "./reading.ts";

it.each([
  ['A="x y"', "A=x y"],
  ["A='x y'", "A=x y"],
  ["export A=1", "A=1"],
  ['export A="1"', "A=1"],
  ['A={"b": "c"}', undefined],
  ['A="x" "y"', undefined],
  ['A="x\'y"', undefined],
  ['A="', undefined],
  ["A=it's", undefined],
  ["exported=1", undefined],
])("%s: %s", (text, meant) => {
  const { diagnostics } = read(withConfig(`<Environment><Variable>${text}</Variable></Environment>`));
  const told = diagnostics.filter(({ code }) => code === "variable-as-in-shell").map(({ help }) => help);
  expect(told).toEqual(meant === undefined ? [] : [`write ${meant}`]);
});
