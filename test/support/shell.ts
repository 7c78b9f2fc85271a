import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratch } from "./scratch.ts";

/** The shells that devices have as /bin/sh. */
export const SHELLS: Readonly<Record<"dash" | "busybox", readonly [string, ...string[]]>> = { dash: ["dash"], busybox: ["busybox", "sh"] };

export type Shell = keyof typeof SHELLS;

export const SHELL_NAMES: readonly Shell[] = ["dash", "busybox"];

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

/** What shellcheck says to scripts, down to the level of style; nothing where they are clean. */
export const shellcheck = (...scripts: readonly string[]): string => {
  const directory = scratch();
  const files = scripts.map((script, index) => {
    const file = join(directory, `${index}.sh`);
    writeFileSync(file, script);
    return file;
  });
  const { stdout, stderr } = run(["shellcheck", "-s", "sh", "-S", "style", ...files]);
  return `${stdout}${stderr}`;
};
