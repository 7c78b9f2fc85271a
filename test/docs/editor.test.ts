import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli, description } from "../cli/device.ts";
import { installed } from "../support/installed.ts";
import { needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";
import { run } from "../support/shell.ts";
import { blocksOf, DESCRIPTIONS, readText, ROOT } from "./documents.ts";

const PAGE = readText("docs/editor.md");

interface Tasks {
  readonly tasks: readonly [{ readonly problemMatcher: { readonly pattern: Readonly<Record<string, string | number>> } }];
}

needs("xmllint")("docs/editor.md", () => {
  it("has commands that run as they stand", () => {
    const directory = scratch();
    for (const name of ["xml", "config.ini"]) cpSync(join(ROOT, name), join(directory, name), { recursive: true });
    const script = [
      `cd '${directory}'`,
      `lxc-overlay() { '${process.execPath}' '${installed()}' "$@"; }`,
      ...blocksOf(PAGE, "sh run"),
      ...blocksOf(PAGE, "sh run xmllint"),
    ];
    const { status, stdout, stderr } = run(["bash", "--norc", "-eu", "-c", script.join("\n")]);
    expect({ status, stdout, stderr: stderr.trim().split("\n").sort() }).toEqual({
      status: 0,
      stdout: "",
      stderr: DESCRIPTIONS.map((path) => `${path} validates`).sort(),
    });
  });
});

describe("docs/editor.md", () => {
  it("shows roots that check passes over", async () => {
    const roots = blocksOf(PAGE, "xml");
    expect(roots.length).toBe(2);
    for (const root of roots) {
      const text = description("UDHCPC").replace('<CONTAINER SandboxName="UDHCPC">\n', root);
      expect(text).toContain("lxc-overlay.xsd");
      expect(await cli("check -q -r rootfs.tar a.xml", { files: { "a.xml": text } })).toMatchObject({ code: 0, stderr: "" });
    }
  });

  it("shows settings that are JSON, and a pattern that fits the findings of check", async () => {
    const [, tasks] = blocksOf(PAGE, "json").map((block) => JSON.parse(block) as Tasks);
    const pattern = tasks?.tasks[0].problemMatcher.pattern ?? expect.unreachable();
    const { stderr } = await cli("check --diagnostics short -r rootfs.tar a.xml", { files: { "a.xml": description("A", "<Oops/>") } });
    const found = new RegExp(String(pattern["regexp"]), "m").exec(stderr) ?? expect.unreachable(stderr);
    const named = Object.entries(pattern).filter((entry): entry is [string, number] => typeof entry[1] === "number");
    expect(Object.fromEntries(named.map(([name, group]) => [name, found[group]]))).toMatchObject({
      file: "a.xml",
      line: "4",
      column: "5",
      severity: "warning",
      code: "unknown-element",
    });
  });
});
