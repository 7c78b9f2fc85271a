import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { installed } from "../support/installed.ts";
import { needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";

/** What is typed, and the line after all completions are inserted; `zsh` where the shells differ: it begins each with the whole word. */
const LINES: readonly { readonly typed: string; readonly line: string; readonly zsh?: string }[] = [
  { typed: "ch", line: "check" },
  { typed: "-q insp", line: "-q inspect" },
  { typed: "help c", line: "help check completion" },
  { typed: "completion ", line: "completion bash fish tags zsh" },
  { typed: "build --lx", line: "build --lxc", zsh: "build --lxc=" },
  { typed: "build --lxc 5", line: "build --lxc 5.0" },
  { typed: "-r x.tar -R ", line: "-r x.tar -R ro rw" },
  { typed: "--missing-libs=w", line: "--missing-libs=warn" },
  { typed: "check --missing-libs=", line: "check --missing-libs=error warn", zsh: "check --missing-libs=error --missing-libs=warn" },
  { typed: "--roo", line: "--rootfs --rootfs-type", zsh: "--rootfs --rootfs-type=" },
  { typed: "-t ", line: "-t RDK_VER= SOC_VER= version=", zsh: "-t RDK_VER SOC_VER version=" },
  { typed: "check -t SOC_VER=", line: "check -t SOC_VER=arm mips", zsh: "check -t SOC_VER=arm SOC_VER=mips" },
  { typed: "-t version=debug,SO", line: "-t version=debug,SOC_VER=" },
  { typed: "check --tags=version=debug,SOC_VER=m", line: "check --tags=version=debug,SOC_VER=mips" },
  { typed: "-t RDK_VER=", line: "-t RDK_VER=" },
  { typed: "-c other.ini -t COLOUR=r", line: "-c other.ini -t COLOUR=red" },
  { typed: "--config=other.ini -t CO", line: "--config=other.ini -t COLOUR=" },
  { typed: "-t version=debug a", line: "-t version=debug a.xml" },
  { typed: "check ", line: "check a.xml my\\ app.xml sub", zsh: "check a.xml my\\ app.xml sub/" },
  { typed: "check -r b", line: "check -r b.tar" },
  { typed: "--config=oth", line: "--config=other.ini" },
  { typed: "inspect b", line: "inspect b.tar" },
  { typed: "new --user ", line: "new --user" },
];

/** A directory with files, and the program on PATH. */
const workplace = (): { readonly cwd: string; readonly env: NodeJS.ProcessEnv } => {
  const cwd = scratch();
  const bin = scratch();
  symlinkSync(installed(), join(bin, "lxc-overlay"));
  mkdirSync(join(cwd, "sub"));
  for (const name of ["a.xml", "my app.xml", "b.tar"]) writeFileSync(join(cwd, name), "");
  writeFileSync(join(cwd, "config.ini"), "[TAGS]\nversion = debug, release\nSOC_VER = arm, mips\n[RANGE]\nRDK_VER =\n");
  writeFileSync(join(cwd, "other.ini"), "[TAGS]\nCOLOUR = red, green\n");
  return { cwd, env: { ...process.env, PATH: `${bin}:${process.env["PATH"]}` } };
};

describe.each(["bash", "zsh"] as const)("in %s", (shell) => {
  needs(shell, "python3")("completion", () => {
    it("inserts what can be meant", () => {
      const { cwd, env } = workplace();
      const script = join(scratch(), "script");
      writeFileSync(script, execFileSync("lxc-overlay", ["completion", shell], { env }));
      const typed = LINES.map((each) => `lxc-overlay ${each.typed}`);
      const told = execFileSync("python3", [TYPIST, shell, script, ...typed], { cwd, env }).toString();
      expect(told.trimEnd().split("\n")).toEqual(LINES.map(({ line, zsh = line }) => `lxc-overlay ${shell === "zsh" ? zsh : line}`));
    });
  });
});

const TYPIST = join(import.meta.dirname, "../support/complete-in.py");

needs("fish")("in fish", () => {
  it.each([
    ["ch", "check"],
    ["check --lxc 5", "5.0"],
    ["check -t version=debug,SOC_VER=m", "version=debug,SOC_VER=mips"],
    ["check -c other.ini -t ", "COLOUR=green COLOUR=red"],
    ["help c", "check completion"],
    ["new --user ", ""],
  ])("completes %s", (typed, expected) => {
    const { cwd, env } = workplace();
    const script = `lxc-overlay completion fish | source; complete -C'lxc-overlay ${typed}'`;
    const told = execFileSync("fish", ["--no-config", "-c", script], { cwd, env }).toString();
    expect(
      told
        .split("\n")
        .map((line) => line.split("\t")[0])
        .join(" ")
        .trim(),
    ).toBe(expected);
  });
});
