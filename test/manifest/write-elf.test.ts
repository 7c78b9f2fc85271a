import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ELF_MACHINES } from "../../src/manifest/elf-machines.ts";
import { type ElfSketch, writeElf } from "../../src/manifest/write-elf.ts";

const EMULATORS: Readonly<Record<string, string>> = {
  arm: "arm",
  aarch64: "aarch64",
  mips: "mips",
  mipsel: "mipsel",
  x86: "i386",
  x86_64: "x86_64",
};
const emulatorOf = (name: string): string => `/usr/bin/qemu-${EMULATORS[name]}-static`;
const NOTHING = { needed: [], soname: undefined, runpath: undefined, rpath: undefined, interpreter: undefined };

describe("writeElf", () => {
  let directory = "";
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "manifest-elf-"));
    mkdirSync(join(directory, "lib"));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const write = (name: string, sketch: ElfSketch): string => {
    const file = join(directory, name);
    writeFileSync(file, writeElf(sketch));
    chmodSync(file, 0o755);
    return file;
  };

  for (const [name, machine] of Object.entries(ELF_MACHINES)) {
    it.runIf(existsSync(emulatorOf(name)))(`makes programs for ${name} that run, static ones and with an interpreter`, () => {
      const program = write(`${name}-static`, { ...NOTHING, machine });
      expect(spawnSync(emulatorOf(name), [program])).toMatchObject({ status: 0, signal: null });
      write(`lib/${name}-ld.so`, { ...NOTHING, machine, soname: "ld.so" });
      const dynamic = write(`${name}-dynamic`, { ...NOTHING, machine, needed: ["libc.so.6"], interpreter: `/lib/${name}-ld.so` });
      expect(spawnSync(emulatorOf(name), ["-L", directory, dynamic])).toMatchObject({ status: 0, signal: null });
    });
  }

  const realInterpreter = "/lib64/ld-linux-x86-64.so.2";
  it.runIf(process.arch === "x64" && existsSync(realInterpreter))("makes programs that the real ld.so loads with their libraries", () => {
    const machine = ELF_MACHINES["x86_64"] ?? expect.unreachable();
    write("lib/libour.so.1", { ...NOTHING, machine, soname: "libour.so.1", needed: ["libc.so.6"] });
    const sketch = { ...NOTHING, machine, needed: ["libour.so.1"], runpath: "$ORIGIN/lib", interpreter: realInterpreter };
    expect(spawnSync(write("loaded", sketch))).toMatchObject({ status: 0, signal: null });
    const lacking = spawnSync(write("lacking", { ...sketch, needed: ["libnothing.so.1"] }), { encoding: "utf8" });
    expect(lacking.status).toBe(127);
    expect(lacking.stderr).toContain("libnothing.so.1");
  });
});
