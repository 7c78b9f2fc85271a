import { describe, expect, it } from "vitest";
import { closest } from "../../src/diagnostics/closest.ts";

describe("closest", () => {
  it("names those that are most similar only, in their order, and none twice", () => {
    expect(closest("memory", ["memoryx", "nemory", "memorial", "memoryx", "cpu"])).toEqual(["memoryx", "nemory"]);
    expect(closest("arm_16", ["arm_16.3", "arm_16.4", "arm_18.1", "mipsel_16.3"])).toEqual(["arm_16.3", "arm_16.4"]);
    expect(closest("a", ["b", "c", "d", "e"])).toEqual([]);
    expect(closest("abc", ["abd", "abe", "abf", "abg"])).toEqual(["abd", "abe", "abf"]);
  });

  it("names what differs in case only, and nothing else", () => {
    expect(closest("soc_ver", ["OE_VER", "SOC_VER"])).toEqual(["SOC_VER"]);
    expect(closest("memory", ["memoryx", "mEm0rY", "MEMORY"])).toEqual(["MEMORY"]);
  });

  it.each([
    ["LibsRoBindMount", ["LibsRoBindMounts", "LibsHardlinks"], ["LibsRoBindMounts"]],
    ["LibsRoBind", ["LibsRoBindMounts", "LibsHardlinks"], ["LibsRoBindMounts"]],
    ["SourceRoF", ["Source", "SourceRoFs"], ["SourceRoFs"]],
    ["relaese", ["debug", "release"], ["release"]],
    ["UserNmae", ["UserName", "GroupName"], ["UserName"]],
    ["Soruce", ["Source", "Options"], ["Source"]],
    ["prodution", ["production", "debug"], ["production"]],
    ["AP", ["APP"], ["APP"]],
    ["libxml2", ["libdl", "libm", "libnl"], []],
    ["root", ["boot", "wifi"], ["boot"]],
    ["www-data", ["daemon", "nobody"], []],
    ["proc,sys", ["proc", "sys"], []],
    ["ld", ["lx", "xy", "l"], []],
    ["", ["a", ""], []],
    ["abcdefghij", ["abcdefxyij", "abcdeXYZWj"], ["abcdefxyij"]],
  ])("of %s and %j names %j", (word, names, expected) => {
    expect(closest(word, names)).toEqual(expected);
  });
});
