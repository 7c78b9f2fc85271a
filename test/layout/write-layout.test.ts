import { describe, expect, it } from "vitest";
import { openLayout } from "../../src/layout/open-layout.ts";
import { readIndex, readIndexBefore } from "../../src/layout/read-index.ts";
import { memoryHost } from "../support/memory-host.ts";
import { TAGGED, writtenLayout } from "./layouts.ts";

describe("a layout that is written", () => {
  it.each([[["one"]], [["one", "two"]]])("is given as what opening it gives: %j", async (containers) => {
    const { host, opened } = await writtenLayout(containers);
    const { value, diagnostics } = openLayout(host, TAGGED, "the layout");
    expect(diagnostics).toEqual([]);
    const essence = ({ descriptor, ...rest }: (typeof opened.overlays)[number]): unknown => ({ ...rest, digest: descriptor.digest });
    expect(value?.overlays.map(essence)).toEqual(opened.overlays.map(essence));
    expect(value?.descriptor).toMatchObject({ digest: opened.descriptor.digest, mediaType: opened.descriptor.mediaType });
    expect(opened.overlays.map(({ config }) => config.containers)).toEqual(containers.map((name) => [name]));
  });

  it("has its index last, so that nobody sees one whose blobs are not there", async () => {
    const { host } = await writtenLayout(["one"]);
    expect([...host.written.keys()].slice(-2)).toEqual(["out/oci-layout", "out/index.json"]);
  });

  it("keeps what its index held before", async () => {
    const { host } = await writtenLayout(["one"]);
    const { value: before } = readIndexBefore(host, "out");
    if (before === undefined) throw new Error("there is an index");
    await writtenLayout(["two"], { host, tag: "other", before });
    const { value: after } = readIndex(host, "out");
    expect(after?.manifests).toHaveLength(2);
    expect(after?.manifests[0]?.json).toEqual(before.manifests[0]?.json);
  });

  it("need not be there before", () => {
    expect(readIndexBefore(memoryHost({}), "out")).toEqual({ value: { manifests: [], more: {} }, diagnostics: [] });
  });
});
