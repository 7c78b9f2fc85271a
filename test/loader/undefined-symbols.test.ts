import { describe, expect, it } from "vitest";
import { undefinedSymbolFinder } from "../../src/loader/undefined-symbols.ts";
import type { DefinedSymbol, WantedSymbol } from "../support/elf-symbol-rows.ts";
import { linkedOf, type Sketches } from "./linked-of.ts";

const found = (sketches: Sketches, bindsNow = false): readonly string[] => {
  const { linked, symbolsOf } = linkedOf(sketches);
  return undefinedSymbolFinder(symbolsOf)(linked, bindsNow).map(
    ({ name, version, by, isAtStart }) =>
      `${name}${version === undefined ? "" : `@${version}`} for ${by.path} ${isAtStart ? "at start" : "when called"}`,
  );
};

const wanting = (...wants: readonly WantedSymbol[]) => ({ needed: ["libx.so.1"], wants });

describe("undefinedSymbolFinder", () => {
  it("tells calls, which fail when they come, from what is bound at start", () => {
    const lib = { "libx.so.1": {} };
    expect(found({ main: wanting({ name: "run" }), ...lib })).toEqual(["run for main when called"]);
    expect(found({ main: { ...wanting({ name: "run" }), bindsNow: true }, ...lib })).toEqual(["run for main at start"]);
    expect(found({ main: wanting({ name: "run" }), ...lib }, true)).toEqual(["run for main at start"]);
    expect(found({ main: wanting({ name: "value", by: "data" }), ...lib })).toEqual(["value for main at start"]);
    expect(found({ main: wanting({ name: "run" }, { name: "run", by: "data" }), ...lib })).toEqual(["run for main at start"]);
  });

  it("says nothing of weak symbols and of those that nothing refers to", () => {
    const main = wanting({ name: "a", isWeak: true, by: "data" }, { name: "b", by: "nothing" });
    expect(found({ main, "libx.so.1": {} }, true)).toEqual([]);
  });

  it("looks in all objects: in the program for its libraries, too", () => {
    expect(
      found({
        main: { needed: ["libx.so.1", "liby.so.1"], defines: [{ name: "of_main" }], wants: [{ name: "of_y" }] },
        "libx.so.1": { wants: [{ name: "of_main" }, { name: "of_y" }, { name: "of_none" }] },
        "liby.so.1": { defines: [{ name: "of_y" }] },
      }),
    ).toEqual(["of_none for libx.so.1 when called"]);
  });

  it("looks for what is copied to the program in its libraries only", () => {
    const main = wanting({ name: "value", by: "copy" });
    expect(found({ main, "libx.so.1": { defines: [{ name: "value", isData: true }] } })).toEqual([]);
    expect(found({ main, "libx.so.1": {} })).toEqual(["value for main at start"]);
  });

  it.each<[string, readonly DefinedSymbol[], boolean]>([
    ["it", [{ name: "run", version: "X_1" }], true],
    ["it hidden", [{ name: "run", version: "X_1", isHidden: true }], true],
    ["none", [{ name: "run" }], true],
    ["none beside others", [{ name: "run" }, { name: "other", version: "X_1" }], true],
    ["another one", [{ name: "run", version: "X_2" }], false],
    ["another symbol", [{ name: "other", version: "X_1" }], false],
  ])("for who asks for a version: %s", (_, defines, isFound) => {
    const main = wanting({ name: "run", version: "X_1", file: "libx.so.1" });
    expect(found({ main, "libx.so.1": { defines } })).toEqual(isFound ? [] : ["run@X_1 for main when called"]);
  });

  it.each<[string, readonly DefinedSymbol[], boolean]>([
    ["the first one", [{ name: "run", version: "X_1" }], true],
    ["the first one hidden", [{ name: "run", version: "X_1", isHidden: true }], true],
    ["a later one", [{ name: "run", version: "X_2" }], true],
    ["a later one hidden", [{ name: "run", version: "X_2", isHidden: true }], false],
    ["two later ones, one of them hidden", ["X_2", "X_3"].map((version) => ({ name: "run", version, isHidden: version === "X_3" })), true],
    ["two later ones", ["X_2", "X_3"].map((version) => ({ name: "run", version })), false],
  ])("for who asks for no version: %s", (_, defines, isFound) => {
    const first = { name: "first", version: "X_1" };
    expect(found({ main: wanting({ name: "run" }), "libx.so.1": { defines: [first, ...defines] } })).toEqual(
      isFound ? [] : ["run for main when called"],
    );
  });

  it("knows nothing where a library is missing or can't be read", () => {
    const main = { needed: ["libx.so.1", "liby.so.1"], wants: [{ name: "run" }] };
    expect(found({ main, "libx.so.1": {} })).toEqual([]);
    const { linked, symbolsOf } = linkedOf({ main, "libx.so.1": {}, "liby.so.1": {} });
    const unreadable = linked.objects[2]?.node;
    expect(undefinedSymbolFinder((node) => (node === unreadable ? undefined : symbolsOf(node)))(linked, false)).toEqual([]);
    expect(undefinedSymbolFinder(symbolsOf)(linked, false)).toHaveLength(1);
  });

  it("reads nothing again for what it was asked about, and does not trust what met a symbol where that is not there", () => {
    const { linked, symbolsOf } = linkedOf({
      main: { needed: ["libx.so.1", "liby.so.1"] },
      "libx.so.1": { wants: [{ name: "run" }] },
      "liby.so.1": { defines: [{ name: "run" }] },
    });
    let reads = 0;
    const find = undefinedSymbolFinder((node) => {
      reads += 1;
      return symbolsOf(node);
    });
    expect(find(linked, false)).toEqual([]);
    const before = reads;
    expect(find(linked, false)).toEqual([]);
    expect(reads).toBe(before);
    expect(find({ ...linked, objects: linked.objects.slice(0, 2) }, false).map(({ name }) => name)).toEqual(["run"]);
  });

  it("names the objects of the start that it is asked about, not of an earlier one of the same files", () => {
    const { linked, symbolsOf } = linkedOf({ main: wanting({ name: "run" }), "libx.so.1": {} });
    const find = undefinedSymbolFinder(symbolsOf);
    const moved = { ...linked, objects: linked.objects.map((object) => ({ ...object, path: `opt/${object.path}` })) };
    expect([linked, moved].flatMap((each) => find(each, false).map(({ by }) => by.path))).toEqual(["main", "opt/main"]);
  });
});
