import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";

/** The shells that devices have as /bin/sh. */
export const SHELLS: Readonly<Record<"dash" | "busybox", readonly [string, ...string[]]>> = { dash: ["dash"], busybox: ["busybox", "sh"] };

export type Shell = keyof typeof SHELLS;

export const SHELL_NAMES: readonly Shell[] = ["dash", "busybox"];

/** A new directory that is gone after the test. */
export const scratch = (): string => {
  const directory = mkdtempSync(join(tmpdir(), "lxc-overlay-test-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, with what inherits its output. */
export const run = (command: readonly [string, ...string[]], env: NodeJS.ProcessEnv = process.env): Run => {
  const [program, ...args] = command;
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", env });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
};

/** Runs the text of a script in a shell. */
export const runScript = (shell: Shell, script: string, ...args: readonly string[]): Run => {
  const file = join(scratch(), "script.sh");
  writeFileSync(file, script);
  return run([...SHELLS[shell], file, ...args]);
};

/** Fails with shellcheck's own words where it has any, down to the level of style. */
export const expectShellcheckClean = (...scripts: readonly string[]): void => {
  const directory = scratch();
  const files = scripts.map((script, index) => {
    const file = join(directory, `${index}.sh`);
    writeFileSync(file, script);
    return file;
  });
  expect(run(["shellcheck", "-s", "sh", "-S", "style", ...files])).toEqual({ status: 0, stdout: "", stderr: "" });
};
