import { describe, expect, it } from "vitest";
import { closest } from "../../src/diagnostics/closest.ts";

describe("closest", () => {
  it("orders by what has to be changed, then by name, and names nothing twice", () => {
    expect(closest("memory", ["memoryx", "nemory", "mEm0rY", "memorial", "memoryx", "cpu"])).toEqual(["mEm0rY", "memoryx", "nemory"]);
  });

  it("names what differs in case only, and nothing else", () => {
    expect(closest("soc_ver", ["OE_VER", "SOC_VER"])).toEqual(["SOC_VER"]);
  });

  it("counts letters added, dropped and replaced, up to three and half of the word", () => {
    expect(closest("abcdefgh", ["abcdefghijk", "abcde", "abcdexyz", "abcdefghijkl", "abcd"])).toEqual(["abcde", "abcdefghijk", "abcdexyz"]);
    expect(closest("ld", ["lx", "xy", "l", "ldxx"])).toEqual(["l", "lx"]);
    expect(closest("", ["a", ""])).toEqual([""]);
  });
});
