import { describe, expect, it } from "vitest";
import { gunzipSync } from "node:zlib";
import { listLayer, listTarball } from "../../src/layout/list-tarball.ts";
import { memorySource } from "../support/memory-host.ts";
import { writtenLayout } from "./layouts.ts";

describe("the tarball of an overlay", () => {
  it("is listed, and has to be the one that the config tells of", async () => {
    const { host, opened } = await writtenLayout(["one", "two"]);
    const [one, two] = opened.overlays;
    if (one === undefined || two === undefined) throw new Error("there are two overlays");
    const source = memorySource(gunzipSync(host.readFile(one.layer)));
    const right = listLayer(one, source);
    expect(right.diagnostics).toEqual([]);
    expect(Array.from(right.value.entries, ({ path }) => path)).toEqual(["one"]);
    expect(listLayer(two, source).diagnostics).toMatchObject([
      { code: "damaged-blob", location: { file: "the layout" }, message: expect.stringContaining(two.config.overlay) },
    ]);
  });

  it("is told to be damaged", () => {
    const { diagnostics } = listTarball({ file: "a.tar", source: memorySource(Buffer.alloc(1024, "no tarball")) });
    expect(diagnostics.map(({ severity }) => severity)).toContain("error");
  });
});
