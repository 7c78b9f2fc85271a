import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

export const ROOT: string = join(import.meta.dirname, "..");

/**
 * Runs a program to its end, and gives what it printed. In the root of the project, since `args` name descriptions from there. mke2fs is
 * among the programs for root, though it needs no rights.
 */
export const run = async (program: string, ...words: readonly string[]): Promise<Buffer> => {
  const env = { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin` };
  const { stdout } = await promisify(execFile)(program, words, { cwd: ROOT, env, encoding: "buffer", maxBuffer: 1 << 26 });
  return stdout;
};
