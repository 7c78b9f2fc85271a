import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LinkedElfSketch, writeLinkedElf } from "./linked-elf.ts";

const LOADER = "/lib64/ld-linux-x86-64.so.2";

describe.runIf(process.arch === "x64" && existsSync(LOADER))("writeLinkedElf, whose files the real ld.so links", () => {
  let directory = "";
  beforeAll(() => void (directory = mkdtempSync(join(tmpdir(), "linked-elf-"))));
  afterAll(() => rmSync(directory, { recursive: true }));

  const write = (name: string, sketch: Omit<LinkedElfSketch, "machine">): string => {
    const file = join(directory, name);
    writeFileSync(file, writeLinkedElf({ machine: "x86_64", ...sketch }), { mode: 0o755 });
    return file;
  };

  type Parts = Omit<LinkedElfSketch, "machine">;
  /** Starts a program that needs libx.so.1. */
  const start = (program: Parts, library: Parts, bindNow = false) => {
    write("libx.so.1", { soname: "libx.so.1", ...library });
    const file = write("program", { interpreter: LOADER, needed: ["libx.so.1"], runpath: "$ORIGIN", ...program });
    const { status, stderr } = spawnSync(file, { encoding: "utf8", env: bindNow ? { LD_BIND_NOW: "1" } : {} });
    return { status, stderr: stderr.replaceAll(directory, "") };
  };
  const STARTS = { status: 0, stderr: "" };
  const fails = (reason: string) => ({ status: expect.not.stringMatching(/^0$/), stderr: expect.stringContaining(reason) });

  it.each(["sysv", "gnu", "both"] as const)("finds functions and data through its tables: %s", (hash) => {
    const names = Array.from({ length: 40 }, (_, index) => `symbol_${index}`);
    const defines = names.map((name, index) => ({ name, isData: index % 2 === 1 }));
    const wants = names.map((name, index) => ({ name, by: index % 2 === 1 ? ("data" as const) : ("call" as const) }));
    expect(start({ wants, hash }, { defines, hash }, true)).toEqual(STARTS);
    expect(start({ wants, hash }, { defines: defines.slice(1), hash }, true)).toEqual(fails("undefined symbol: symbol_0"));
  });

  it("binds calls when they come, unless it is told to bind them at start", () => {
    const wants = [{ name: "run" }];
    expect(start({ wants }, {})).toEqual(STARTS);
    expect(start({ wants, bindsNow: true }, {})).toEqual(fails("undefined symbol: run"));
    expect(start({ wants }, {}, true)).toEqual(fails("undefined symbol: run"));
  });

  it("binds data at start, and what is copied from a library to the program", () => {
    for (const by of ["data", "copy"] as const) {
      expect(start({ wants: [{ name: "value", by }] }, { defines: [{ name: "value", isData: true }] })).toEqual(STARTS);
      expect(start({ wants: [{ name: "value", by }] }, {})).toEqual(fails("undefined symbol: value"));
      expect(start({ wants: [{ name: "value", by, isWeak: true }] }, {})).toEqual(STARTS);
    }
    expect(start({ wants: [{ name: "value", by: "nothing" }] }, {})).toEqual(STARTS);
  });

  it("asks for versions", () => {
    const wants = [{ name: "run", version: "X_2", file: "libx.so.1" }];
    const run = { name: "run", version: "X_2" };
    expect(start({ wants }, { defines: [run, { ...run, version: "X_1", isHidden: true }] }, true)).toEqual(STARTS);
    expect(start({ wants }, { defines: [{ name: "run", version: "X_1" }] })).toEqual(fails("libx.so.1: version `X_2' not found"));
    expect(start({ wants }, { definedVersions: ["X_2"] }, true)).toEqual(fails("run"));
    expect(start({ neededVersions: [{ file: "libx.so.1", name: "X_9" }] }, { definedVersions: [] })).toEqual(fails("`X_9' not found"));
    expect(start({ neededVersions: [{ file: "libx.so.1", name: "X_9", isWeak: true }] }, { definedVersions: [] })).toEqual({
      status: 0,
      stderr: expect.stringContaining("weak version `X_9' not found"),
    });
  });

  it("asks for versions of a library without any: ld.so says so, and gives up when it binds a symbol if there is no DT_VERSYM", () => {
    const wants = [{ name: "run", version: "X_2", file: "libx.so.1" }];
    const says = "no version information available";
    expect(start({ wants }, { defines: [{ name: "run" }] })).toEqual({ status: 0, stderr: expect.stringContaining(says) });
    expect(start({ wants }, { defines: [{ name: "run" }] }, true)).toEqual(fails("version->filename"));
    const needsOthers = { needed: ["libc.so.6"], neededVersions: [{ file: "libc.so.6", name: "GLIBC_2.2.5" }] };
    expect(start({ wants }, { ...needsOthers, defines: [{ name: "run" }] }, true)).toEqual({
      status: 0,
      stderr: expect.stringContaining(says),
    });
  });

  it("does without the loader's directories where it is told to", () => {
    const program: Parts = { interpreter: LOADER, needed: ["libc.so.6"] };
    expect(spawnSync(write("plain", program)).status).toBe(0);
    expect(spawnSync(write("nodeflib", { ...program, ignoresDefaultDirectories: true }), { encoding: "utf8" }).stderr).toContain(
      "libc.so.6",
    );
  });
});
