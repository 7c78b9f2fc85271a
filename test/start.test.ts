import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { installed } from "./support/installed.ts";
import { needs } from "./support/needs.ts";
import { run, type Run } from "./support/shell.ts";

const ROOT = join(import.meta.dirname, "..");
const OLD = join(ROOT, "test/nodes/node_modules/node-12/bin");
const MAIN = installed();

/** Of a Node that is too old. */
const refusal = (version: string): object => ({
  status: 3,
  stdout: "",
  stderr: `lxc-overlay needs Node.js 16.20.2, 18.7 or newer; this is ${version}\n`,
});

needs(join(OLD, "node"))("an old Node", () => {
  it("says in one line what is needed", () => {
    expect(run([MAIN, "--version"], { PATH: `${OLD}:${process.env["PATH"]}` })).toMatchObject(refusal("12.22.12"));
  });
});

describe("the start", () => {
  const { engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

  const startOn = (node: string): Run =>
    run([process.execPath, "-e", `Object.defineProperty(process, "versions", { value: { node: "${node}" } }); require("${MAIN}")`]);

  it("refuses what package.json does not name", () => {
    expect(engines.node).toBe("^16.20.2 || >=18.7");
    for (const node of ["0.12.18", "16.19.3", "16.20.1", "17.9.1", "18.6.0"]) expect(startOn(node)).toMatchObject(refusal(node));
  });

  it("takes what package.json names", () => {
    for (const node of ["16.20.2", "18.7.0", "19.0.0"]) expect(startOn(node).stderr).not.toContain("needs Node.js");
  });
});
