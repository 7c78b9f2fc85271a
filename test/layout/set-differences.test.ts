import { describe, expect, it } from "vitest";
import { counterpartOf, type OverlaySet, setOfLayout, setOfTarball } from "../../src/layout/overlay-set.ts";
import { listTarball } from "../../src/layout/list-tarball.ts";
import { setDifferences } from "../../src/layout/set-differences.ts";
import { memorySource } from "../support/memory-host.ts";
import { recordOf, writtenLayout } from "./layouts.ts";

const setOf = async (containers: readonly string[], more: Parameters<typeof writtenLayout>[1] = {}): Promise<OverlaySet> => {
  const { opened } = await writtenLayout(containers, more);
  return setOfLayout(opened, () => () => Promise.reject(new Error("is not read here")));
};

const EMPTY = listTarball({ file: "a.tar", source: memorySource(Buffer.alloc(1024)) }).value;

describe("the counterpart of overlays", () => {
  it("is all that was rebuilt, or of an index the one overlay that is given", async () => {
    const both = await setOf(["one", "two"]);
    expect(counterpartOf(both, both)).toBe(both);
    const [, two] = both.overlays;
    const single: OverlaySet = { ...both, digest: `${two?.digest}`, isIndex: false, overlays: both.overlays.slice(1) };
    expect(counterpartOf(single, both)).toMatchObject({ digest: two?.digest, isIndex: false });
    const changed = await setOf(["one", "two"], { record: { ...recordOf("one", "two"), cgroup: "v1" } });
    expect(counterpartOf(single, changed)?.overlays[0]?.config?.containers).toEqual(["two"]);
  });

  it("of a tarball is one overlay, by the digest of its bytes", async () => {
    const one = await setOf(["one"]);
    const sha256 = one.overlays[0]?.config?.overlay;
    expect(counterpartOf(setOfTarball(EMPTY, `sha256:${sha256}`, undefined), one)?.digest).toBe(`sha256:${sha256}`);
    expect(counterpartOf(setOfTarball(EMPTY, "sha256:0", undefined), await setOf(["one", "two"]))).toBeUndefined();
  });
});

describe("what differs between overlays", () => {
  const messages = (before: OverlaySet, after: OverlaySet): readonly string[] =>
    setDifferences("the layout", before, after).findings.map(({ message }) => message);

  it("is nothing between equal ones", async () => {
    expect(messages(await setOf(["one", "two"]), await setOf(["one", "two"]))).toEqual([]);
  });

  it("is said to be the format version's doing, beside what else differs", async () => {
    const older = await setOf(["one", "two"], { record: { ...recordOf("one", "two"), formatVersion: 1, cgroup: "v1" } });
    const { findings } = setDifferences("the layout", older, await setOf(["one", "two"]));
    expect(findings[0]).toMatchObject({
      code: "format-differs",
      message: "was made by format version 1, this is 3: the same inputs give other bytes",
    });
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(["format-differs", "input-differs"]));
  });

  it("is an input, or the containers of all", async () => {
    const changed = await setOf(["one"], { record: { ...recordOf("one"), cgroup: "v1" } });
    expect(messages(await setOf(["one"]), changed)).toEqual(["the cgroup version was v2, and is v1 now"]);
    const both = await setOf(["one", "two"]);
    expect(messages(both, await setOf(["one", "three"]))).toContain("the list of containers was one, two, and is one, three now");
    expect(setDifferences("the layout", both, both).pairs).toHaveLength(2);
  });
});
