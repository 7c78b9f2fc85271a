import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { COMMANDS, type CommandName, optionOf } from "../../src/cli/commands.ts";
import { EXIT_CODES } from "../../src/cli/exit-codes.ts";
import { manPage } from "../../src/cli/man-page.ts";
import { readText } from "../docs/documents.ts";
import { installed } from "../support/installed.ts";
import { needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";
import { run } from "../support/shell.ts";

const PAGE = manPage("1.2.3", "2026-01-31");

const put = (): string => {
  const path = join(scratch(), "lxc-overlay.1");
  writeFileSync(path, PAGE);
  return path;
};

/** As it is read, in one line. */
const rendered = (): string => {
  const { stdout } = spawnSync("mandoc", ["-Tutf8", "-Owidth=500", put()], { encoding: "utf8" });
  // Bold and underlined letters are written over.
  return stdout.replaceAll(/.\u0008/gu, "").replaceAll(/\s+/g, " ");
};

needs("mandoc", "man")("the manual page", () => {
  it("is what mandoc and groff take without a word", () => {
    expect(run(["mandoc", "-Tlint", put()])).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", put()])).toMatchObject({ status: 0, stderr: "" });
  });

  it("says of every command and option what the help says", () => {
    const text = rendered().toLowerCase();
    const said = (Object.keys(COMMANDS) as CommandName[]).flatMap((name) => {
      const { summary, examples, options } = COMMANDS[name];
      return [summary, ...examples, ...options.map((option) => `--${option}`), ...options.map((option) => optionOf(name, option).help)];
    });
    const all = [...said, ...EXIT_CODES.map(([, meaning]) => meaning)].map((each) => each.toLowerCase().replaceAll(/\s+/g, " "));
    expect(all.length).toBeGreaterThan(200);
    expect(all.filter((each) => !text.includes(each))).toEqual([]);
  });

  it("has a title, its version and the sections of a manual page", () => {
    expect(rendered()).toMatch(/^ ?LXC-OVERLAY\(1\) User Commands LXC-OVERLAY\(1\) NAME lxc-overlay - .* lxc-overlay 1\.2\.3 2026-01-31 /);
    const sections = [...PAGE.matchAll(/^\.SH (.*)$/gm)].map(([, title]) => title);
    expect(sections).toEqual(["NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "FILES", "SEE ALSO"]);
  });
});

it("comes with the package", () => {
  const { man, version } = JSON.parse(readText("package.json")) as { man: readonly string[]; version: string };
  expect(man).toEqual(["dist/lxc-overlay.1"]);
  const page = readFileSync(join(dirname(installed()), "lxc-overlay.1"), "utf8");
  expect(page.split("\n").slice(1)).toEqual(manPage(version, "").split("\n").slice(1));
});
