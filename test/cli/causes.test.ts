import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rootfsOf } from "../golden/golden-case.ts";
import { cli } from "./device.ts";

const GOLDEN = join(import.meta.dirname, "../golden/causes-element");

const read = (name: string): string => readFileSync(join(GOLDEN, name), "utf8");

/** A check of the golden case whose LibsRoBindMounts is misspelt, and how often the rootfs was read. */
const check = async (line: string, description = read("app.xml")) =>
  await cli(`check -s -r rootfs.tar ${line} app.xml`, {
    files: {
      "rootfs.tar": rootfsOf("causes-element"),
      "config.ini": readFileSync(join(GOLDEN, "../../../config.ini"), "utf8"),
      "app.xml": description,
    },
  });

describe("what follows from another finding", () => {
  it("is one line behind its cause, and counts", async () => {
    const { code, stderr } = await check("");
    expect(code).toBe(1);
    expect(stderr).not.toContain("error[missing-library]");
    expect(stderr).toMatch(/did you mean LibsRoBindMounts\?\nnote: 3 more follow from this: 3 missing-library \(-v shows them\)\n/);
    expect(stderr).toMatch(/\n3 errors: 3 missing-library; 2 warnings: 2 unknown-element\n$/);
  });

  it("stands behind its cause with -v", async () => {
    const { stderr } = await check("-v");
    expect(stderr.match(/^(?:app.xml:\d+.*\[[a-z-]+\]|note: .*)/gm)).toEqual([
      "app.xml:8:5: warning[unknown-element]",
      "app.xml:14:7: warning[unknown-element]",
      "note: 3 more follow from this: 3 missing-library",
      "app.xml:11:9: error[missing-library]",
      "app.xml:11:9: error[missing-library]",
      "app.xml:11:9: error[missing-library]",
    ]);
  });

  it("stands for itself where its cause is not shown, and where programs read", async () => {
    expect((await check("-q")).stderr.match(/error\[missing-library\]/g)).toHaveLength(3);
    expect((await check("--diagnostics short")).stderr.match(/^app.xml:\d+:\d+: .*$/gm)).toHaveLength(5);
    expect((await check("--diagnostics json")).stderr.match(/"code": "missing-library"/g)).toHaveLength(3);
  });

  it("is told with all combinations of tags, too, unless it holds for some of them all the same", async () => {
    expect((await check("--all-tags")).stderr).toContain("note: 3 more follow from this");
    const only = read("app.xml").replace("<Entry>libapp</Entry>", '<Entry version="debug">libapp</Entry>');
    const { stderr } = await check("--all-tags", only);
    expect(stderr).toContain("error[missing-library]: libapp.so.1");
    expect(stderr).toContain("note: 2 more follow from this: 2 missing-library");
  });

  it("follows from a wrong path of a source", async () => {
    const { stderr } = await check(
      "",
      read("app.xml").replaceAll("LibsRoBindMount>", "LibsRoBindMounts>").replace("/usr/bin/app</Source>", "/usr/bin/ap</Source>"),
    );
    expect(stderr).toMatch(
      /error\[missing-source\]: \/usr\/bin\/ap is not .*\n.*\n.*\nhelp: did you mean \/usr\/bin\/app\?\nnote: 1 more follows from this: 1 missing-program/,
    );
  });

  it("follows from a tag without a value, if it is gone with each that elements ask for", async () => {
    const tagged = (first: string, second: string): string =>
      read("app.xml")
        .replaceAll("LibsRoBindMount>", "LibsRoBindMounts>")
        .replace("<Entry>libapp</Entry>", `<Entry version="${first}">libapp</Entry><Entry version="${second}">libapp</Entry>`)
        .replace(/<UserNam>.*/, "");
    expect((await check("", tagged("debug", "release"))).stderr).toMatch(
      /warning\[inactive-tag\]: the tag version .*\n.*\n.*\nhelp: .*\nnote: 1 more follows from this: 1 missing-library/,
    );
    const { stderr } = await check("", tagged("debug", "debug").replace("<Entry>libz", '<Entry version="release">libz'));
    expect(stderr).toContain("error[missing-library]: libapp.so.1");
  });

  it("is nothing that stays when the name is mended", async () => {
    const { stderr } = await check("", read("app.xml").replace("<Entry>libc</Entry>", "").replace("<Entry>libz</Entry>", ""));
    expect(stderr).toContain("error[missing-library]: libc.so.6");
    expect(stderr).toContain("note: 1 more follows from this: 1 missing-library (-v shows it)");
  });

  it("is nothing where mending would hide it: an element that must not stand twice", async () => {
    const twice = read("app.xml")
      .replaceAll("LibsRoBindMount>", "CapKeepp>")
      .replace("<UserNam>", "<UserNam>")
      .replace("<CapKeepp>", "<Cap>");
    expect((await check("", twice.replace("</CapKeepp>", "</Cap>"))).stderr).not.toContain("note:");
  });
});
