import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

export const CACHE = ".cache/bench";

/** A file or directory that commands read. */
export interface Input {
  readonly path: string;
  /** Writes it to another path, from which it is renamed. */
  readonly make: (path: string) => void;
  /** What it is made from. */
  readonly from?: readonly Input[];
  /** Programs that make it, which this machine may lack. */
  readonly needs?: readonly string[];
  /** Costs next to nothing, and so is not kept for the next time. */
  readonly isCheap?: boolean;
}

/** Makes what is missing of an input and of what it is made from. */
export const provide = ({ path, make, from = [], isCheap = false }: Input): void => {
  if (existsSync(path) && !isCheap) return;
  from.forEach(provide);
  // The ending stays: it tells our program and others what to write.
  const part = join(dirname(path), `part-${basename(path)}`);
  mkdirSync(dirname(path), { recursive: true });
  for (const each of [part, path]) rmSync(each, { recursive: true, force: true });
  make(part);
  renameSync(part, path);
};

/** The programs without which it can't be provided. */
export const neededFor = ({ path, from = [], needs = [] }: Input): readonly string[] =>
  existsSync(path) ? [] : [...needs, ...from.flatMap(neededFor)];

/** Has the kernel keep the bytes of a file, or of all files in a directory, in memory. */
export const readOnce = ({ path }: Input): void => run("find", path, "-type", "f", "-exec", "cat", "{}", "+");

/** Runs a program whose output nobody needs. */
export const run = (command: string, ...words: readonly string[]): void => {
  const done = spawnSync(command, words, { stdio: ["ignore", "ignore", "pipe"] });
  if (done.status !== 0) throw done.error ?? new Error(`${command} ${words.join(" ")}: ${done.stderr.toString()}`);
};
