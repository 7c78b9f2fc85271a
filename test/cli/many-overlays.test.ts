import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONFIG, description, rootfsTarball } from "./device.ts";
import { installed } from "../support/installed.ts";

const MAIN = installed();
const COUNT = 200;

/** A directory with a layout of 200 overlays that `--split` made, and an empty one for temporary files. */
const directory = mkdtempSync(join(tmpdir(), "lxc-overlay-test-"));
beforeAll(() => {
  mkdirSync(join(directory, "tmp"));
  writeFileSync(join(directory, "rootfs.tar"), rootfsTarball());
  writeFileSync(join(directory, "config.ini"), CONFIG);
  for (let index = 0; index < COUNT; index++) writeFileSync(join(directory, `${index}.xml`), description(`C${index}`));
  expect(run("build -q -r rootfs.tar --split -o oci:out *.xml")).toEqual({ status: 0, stderr: "" });
});
afterAll(() => rmSync(directory, { recursive: true }));

/** The words of a process that may have 64 files open. */
const limited = (line: string): readonly string[] => ["-c", `ulimit -n 64; exec "$0" "$1" ${line}`, process.execPath, MAIN];

/** No tool of the machine is on its PATH. */
const environment = (): NodeJS.ProcessEnv => ({ PATH: join(directory, "tmp"), TMPDIR: join(directory, "tmp") });

const run = (line: string): { readonly status: number | null; readonly stderr: string } => {
  const { status, stderr } = spawnSync("/bin/sh", limited(line), { cwd: directory, env: environment(), encoding: "utf8" });
  return { status, stderr };
};

const left = (): readonly string[] => readdirSync(join(directory, "tmp"));

describe("a layout of more overlays than a process may have files open", () => {
  it("is verified, and its layers are closed again", () => {
    expect(run("verify oci:out -r rootfs.tar --split *.xml")).toMatchObject({ status: 0, stderr: "" });
    expect(left()).toEqual([]);
  });

  it("is read for a push, and nothing is left behind where that fails", () => {
    const { status, stderr } = run("push oci:out registry.example/overlays:1");
    expect(status).toBe(3);
    expect(stderr).toContain("there is none on PATH");
    expect(left()).toEqual([]);
  });

  it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("leaves nothing behind when its verification is ended by %s", async (signal) => {
    const child = spawn("/bin/sh", limited("verify oci:out -r rootfs.tar --split *.xml"), { cwd: directory, env: environment() });
    const ended = new Promise((resolve) => child.on("exit", (code, by) => resolve(code ?? by)));
    while (left().length === 0) await setTimeout(5);
    child.kill(signal);
    expect(await ended).toBe(signal);
    expect(left()).toEqual([]);
  });

  it("is told to differ, and nothing is left behind", () => {
    writeFileSync(join(directory, "7.xml"), description("C7", "<AutoDev>0</AutoDev>"));
    const { status, stderr } = run("verify oci:out -r rootfs.tar --split *.xml");
    writeFileSync(join(directory, "7.xml"), description("C7"));
    expect(status).toBe(1);
    expect(stderr).toContain("the description of C7 was sha256:");
    expect(left()).toEqual([]);
  });

  it("is told to be damaged, and nothing is left behind", () => {
    const blobs = join(directory, "out/blobs/sha256");
    const layer = readdirSync(blobs).find((name) => readFileSync(join(blobs, name)).subarray(0, 2).toString("hex") === "1f8b");
    writeFileSync(join(blobs, layer ?? ""), "no layer");
    const { status, stderr } = run("verify oci:out -r rootfs.tar --split *.xml");
    expect(status).toBe(1);
    expect(stderr).toContain("error[damaged-blob]");
    expect(left()).toEqual([]);
  });
});
