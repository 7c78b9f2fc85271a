import { describe, expect, it } from "vitest";
import { unmetVersionFinder } from "../../src/loader/unmet-versions.ts";
import { linkedOf, type Sketches } from "./linked-of.ts";

const unmet = (sketches: Sketches) => {
  const { linked, versionsOf } = linkedOf(sketches);
  return unmetVersionFinder(versionsOf)(linked).map(({ version, by, provider }) => `${version} of ${provider.path} for ${by.path}`);
};

const needing = (...names: readonly string[]) => ({
  needed: ["libx.so.1"],
  neededVersions: names.map((name) => ({ file: "libx.so.1", name })),
});

describe("unmetVersionFinder", () => {
  it("finds what a library does not define, for each object that needs it", () => {
    const libraries = { "libx.so.1": { definedVersions: ["X_1", "X_2"] }, "liby.so.1": needing("X_3") };
    expect(unmet({ main: needing("X_1", "X_2"), ...libraries })).toEqual([]);
    expect(unmet({ main: { ...needing("X_1", "X_4"), needed: ["libx.so.1", "liby.so.1"] }, ...libraries })).toEqual([
      "X_4 of libx.so.1 for main",
      "X_3 of libx.so.1 for liby.so.1",
    ]);
  });

  it("takes a library's own name for a version of it, as ld.so does", () => {
    expect(unmet({ main: needing("libx.so.1", "X_1"), "libx.so.1": { definedVersions: [] } })).toEqual(["X_1 of libx.so.1 for main"]);
  });

  it("says nothing of a library without any versions, of versions of weak symbols, and of a library that is not there", () => {
    expect(unmet({ main: needing("X_1"), "libx.so.1": {} })).toEqual([]);
    expect(unmet({ main: needing("X_1") })).toEqual([]);
    const weak = { needed: ["libx.so.1"], neededVersions: [{ file: "libx.so.1", name: "X_1", isWeak: true }] };
    expect(unmet({ main: weak, "libx.so.1": { definedVersions: [] } })).toEqual([]);
  });

  it("finds the other file by the name under which it is loaded, and by its DT_SONAME", () => {
    const main = { needed: ["libother.so"], neededVersions: [{ file: "libx.so.1", name: "X_1" }] };
    expect(unmet({ main, "libother.so": { soname: "libx.so.1", definedVersions: [] } })).toEqual(["X_1 of libother.so for main"]);
    expect(unmet({ main: { ...main, needed: ["libx.so.1"] }, "libx.so.1": { soname: "liby.so.1", definedVersions: [] } })).toEqual([
      "X_1 of libx.so.1 for main",
    ]);
    expect(unmet({ main, "libother.so": { definedVersions: [] } })).toEqual([]);
  });
});
