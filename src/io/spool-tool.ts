import { spawn } from "node:child_process";
import { HostError } from "./host.ts";
import type { Spool } from "./spool.ts";
import { systemError } from "./system-error.ts";

/** A program that writes a tarball to its standard output. */
export interface TarMaker {
  /** What it reads, as messages call it. */
  readonly file: string;
  readonly program: string;
  readonly words: readonly string[];
  /** Gives the path that a line on its standard error says is left out. */
  readonly leftOutIn: (line: string) => string | undefined;
}

/** Runs the program and keeps what it writes; gives the paths that it left out. Anything else that it complains of is a HostError if it fails. */
export const spoolTool = async (
  { file, program, words, leftOutIn }: TarMaker,
  spool: Spool,
  progress: (bytes: number) => void,
): Promise<readonly string[]> => {
  // pseudo(1) and fakeroot(1) are in the environment. TAR_OPTIONS would change what is written.
  const child = spawn(program, words, { env: { ...process.env, LC_ALL: "C", TAR_OPTIONS: "" }, stdio: ["ignore", "pipe", "pipe"] });
  let told = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (told += text));
  const closed = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  closed.catch(() => undefined);
  try {
    let total = 0;
    for await (const chunk of child.stdout) {
      spool.write(chunk as Buffer);
      progress((total += (chunk as Buffer).length));
    }
    const status = await closed.catch((cause: unknown) => Promise.reject(systemError(program, "can't be run", cause)));
    const lines = told === "" ? [] : told.trimEnd().split("\n");
    const complaint = lines.find((line) => leftOutIn(line) === undefined);
    if (status !== 0) throw new HostError(file, `can't be packed: ${complaint ?? `${program} ended with ${status}`}`);
    return [...new Set(lines.flatMap((line) => leftOutIn(line) ?? []))];
  } finally {
    child.kill();
  }
};
