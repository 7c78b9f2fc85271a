import { chmodSync, cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { installed } from "./support/installed.ts";
import { scratch } from "./support/scratch.ts";
import { run, type Run } from "./support/shell.ts";

/** A copy of the program that nobody has run. */
const fresh = (): string => {
  const directory = join(scratch(), "dist");
  cpSync(dirname(installed()), directory, { recursive: true, filter: (path) => !path.endsWith(".cache") });
  return directory;
};

const compiledIn = (directory: string): readonly string[] => readdirSync(directory).filter((name) => name.includes(".cache"));

const EXAMPLE = join(import.meta.dirname, "../xml/lxc_conf_EXAMPLE.xml");

/** A command of as many words as one that builds something. */
const explainFile = (directory: string, file: string, environment: NodeJS.ProcessEnv = {}): Run =>
  run([process.execPath, join(directory, "main.js"), "explain", "-t", "version=debug", file], { ...process.env, ...environment });

const explain = (directory: string, environment?: NodeJS.ProcessEnv): Run => explainFile(directory, EXAMPLE, environment);

describe("what V8 compiled", () => {
  it("stays beside the program, which does with it what it does without", () => {
    const directory = fresh();
    const first = explain(directory);
    const [name = "", ...others] = compiledIn(directory);
    expect(others).toEqual([]);
    expect(name).toMatch(/^command-v[\d.]+-\w+-[0-9a-f]{8}\.cache$/);
    const written = readFileSync(join(directory, name));
    expect(explain(directory)).toEqual(first);
    expect(readFileSync(join(directory, name)).equals(written)).toBe(true);
  });

  it("is not taken from a file that was damaged, and written anew", () => {
    const directory = fresh();
    const first = explain(directory);
    const file = join(directory, compiledIn(directory)[0] ?? "");
    const written = readFileSync(file);
    for (const damaged of [Buffer.from(""), written.subarray(0, -1), Buffer.from(written).fill(0xff, 5000, 9000)]) {
      writeFileSync(file, damaged);
      expect(explain(directory)).toEqual(first);
      expect(readFileSync(file).length).toBeGreaterThan(written.length / 2);
    }
  });

  it("is not taken from that of another program of the same length", () => {
    const directory = fresh();
    explain(directory);
    const [name = ""] = compiledIn(directory);
    const loader = join(directory, "load-command.js");
    const program = join(directory, "command.js");
    const [, digest = ""] = /SHA256_OF_COMMAND = "([0-9a-f]{64})"/.exec(readFileSync(loader, "utf8")) ?? [];
    writeFileSync(loader, readFileSync(loader, "utf8").replace(digest, digest.replace(/./g, "0")));
    writeFileSync(program, readFileSync(program, "latin1").replaceAll("can't be read", "won't be read"));
    const before = readFileSync(join(directory, name));
    explain(directory);
    expect(explainFile(directory, join(directory, "no.xml")).stderr).toContain("won't be read");
    expect(readFileSync(join(directory, name)).equals(before)).toBe(false);
  });

  it("is not written where the directory is not for writing, where it is not wanted, by what fails, or by what needs little of the program", () => {
    const directory = fresh();
    explain(directory, { NODE_DISABLE_COMPILE_CACHE: "1" });
    explainFile(directory, join(directory, "no.xml"));
    run([process.execPath, join(directory, "main.js"), "help"]);
    chmodSync(directory, 0o555);
    explain(directory);
    expect(compiledIn(directory)).toEqual([]);
    chmodSync(directory, 0o755);
  });

  it("is of one Node with one set of flags", () => {
    const directory = fresh();
    const first = explain(directory);
    expect(explain(directory, { NODE_OPTIONS: "--max-semi-space-size=2" })).toEqual(first);
    expect(compiledIn(directory)).toHaveLength(2);
    renameSync(join(directory, compiledIn(directory)[0] ?? ""), join(directory, compiledIn(directory)[1] ?? ""));
    expect(explain(directory, { NODE_OPTIONS: "--max-semi-space-size=2" })).toEqual(first);
    expect(explain(directory)).toEqual(first);
  });
});

describe("--version", () => {
  it("is answered without the program, with the same words", () => {
    const directory = fresh();
    const main = join(directory, "main.js");
    const whole = run([process.execPath, main, "build", "--version"]);
    writeFileSync(join(directory, "command.js"), "throw new Error()");
    for (const word of ["--version", "-V"]) expect(run([process.execPath, main, word])).toEqual(whole);
    expect(whole).toMatchObject({ status: 0, stderr: "" });
  });
});
