import { expect, it } from "vitest";
import { isSetgid, isSetuid } from "../../src/linux/set-id.ts";

it("setuid is one bit, setgid counts with the group's x bit alone", () => {
  expect([0o4755, 0o4644, 0o2755, 0o755].map(isSetuid)).toEqual([true, true, false, false]);
  expect([0o2755, 0o2711, 0o2745, 0o4755].map(isSetgid)).toEqual([true, true, false, false]);
});
