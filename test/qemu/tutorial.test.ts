import { spawnSync } from "node:child_process";
import { cpSync, symlinkSync, utimesSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { readText, ROOT } from "../docs/documents.ts";
import { needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";

const LEFT_OUT = /^(?:\.git|\.cache|dist|node_modules|test\/nodes\/node_modules)(?:\/|$)/;

/** A checkout as git clone makes it, with the packages that make would install. */
const checkout = (): string => {
  const directory = scratch();
  cpSync(ROOT, directory, { recursive: true, filter: (path) => !LEFT_OUT.test(relative(ROOT, path)) });
  // npm would empty the directory that the link leads to.
  for (const name of ["package.json", "package-lock.json"]) utimesSync(join(directory, name), 0, 0);
  symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"));
  return directory;
};

/** The commands of the tutorial, and what it says they print, each in its order. */
const readTutorial = (): { readonly script: string; readonly printed: readonly string[] } => {
  const blocks = [...readText("docs/tutorial.md").matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info = "", text = ""]) => ({
    info,
    text,
  }));
  const textsOf = (info: string): readonly string[] => blocks.flatMap((block) => (block.info === info ? [block.text] : []));
  return { script: textsOf("sh run").join("\n"), printed: textsOf("text").flatMap((text) => text.trimEnd().split("\n")) };
};

needs(
  "qemu-system-arm",
  "mmdebstrap",
  "bsdtar",
  "busybox",
  "mke2fs",
)("the tutorial", () => {
  it("comes to a container that runs on a booted device", { timeout: 1_800_000 }, () => {
    const { script, printed } = readTutorial();
    const cache = process.env["LXC_OVERLAY_QEMU_CACHE"] ?? join(ROOT, ".cache/qemu");
    const { status, stdout } = spawnSync("sh", ["-eu", "-c", `exec 2>&1\n${script}`], {
      cwd: checkout(),
      env: { ...process.env, LXC_OVERLAY_QEMU_CACHE: cache },
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    expect({ status, lacking: printed.filter((line) => !stdout.includes(line)) }, stdout).toEqual({ status: 0, lacking: [] });
  });
});
