import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { ROOT } from "./documents.ts";

/** What make would run, line by line. */
const wouldRun = (...words: readonly string[]): readonly string[] =>
  execFileSync("make", ["-n", "--no-print-directory", ...words], { cwd: ROOT, encoding: "utf8" }).split("\n");

describe("make overlay", () => {
  it("takes paths with spaces and apostrophes", () => {
    const lines = wouldRun("overlay", "ROOTFS=/a b/it's.tar", "OUT=my overlay.tar", "CONFIG=c d.ini");
    expect(lines).toContainEqual(expect.stringMatching(/build -r '\/a b\/it'\\''s\.tar' .*-c 'c d\.ini' .*-o 'my overlay\.tar' /));
    expect(lines).toContainEqual(expect.stringMatching(/inspect 'my overlay\.tar'$/));
  });

  it("lists every overlay of --split", () => {
    const lines = wouldRun("overlay", "ROOTFS=a.tar", "OUT=my overlays", "OPTIONS=--split");
    expect(lines).toContainEqual(expect.stringMatching(/^for each in 'my overlays'\/\*\.tar; do .*inspect "\$each"/));
  });

  it("makes the example's rootfs where no other is given", () => {
    expect(wouldRun("-B", "overlay")).toContainEqual(expect.stringMatching(/xml\/rootfs\.manifest \.cache\/example-rootfs\.tar$/));
    expect(wouldRun("-B", "overlay", "ROOTFS=a.tar").join("\n")).not.toContain("rootfs.manifest");
  });
});
