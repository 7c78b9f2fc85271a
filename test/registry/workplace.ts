import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../src/cli/run.ts";
import type { Host } from "../../src/io/host.ts";
import { nodeHost } from "../../src/io/node-host.ts";
import { CONFIG, description, rootfsTarball } from "../cli/device.ts";
import { noteIn } from "../support/produced-codes.ts";
import { scratch } from "../support/scratch.ts";

export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A directory with a device's rootfs and two descriptions, and the command line in it; `@/` in a word is the directory. */
export interface Workplace {
  readonly directory: string;
  readonly cli: (line: string, host?: Partial<Host>) => Promise<Outcome>;
  readonly read: (path: string) => Buffer;
}

/** The inputs of every build in a workplace. */
export const INPUTS = "-r @/rootfs.tar -c @/config.ini -t version=debug,SOC_VER=arm @/a.xml";

export const workplace = (): Workplace => {
  const directory = scratch();
  writeFileSync(join(directory, "rootfs.tar"), rootfsTarball());
  writeFileSync(join(directory, "config.ini"), CONFIG);
  writeFileSync(join(directory, "a.xml"), description("DEMO"));
  writeFileSync(join(directory, "b.xml"), description("other.one"));
  const cli = async (line: string, host: Partial<Host> = {}): Promise<Outcome> => {
    let [stdout, stderr] = ["", ""];
    const words = line.split(" ").filter((word) => word !== "");
    const code = await run(
      words.map((word) => word.replace(/^((?:oci:)?)@\//, `$1${directory}/`)),
      { ...nodeHost(), environment: {}, print: async (text) => void (stdout += text), log: (text) => void (stderr += text), ...host },
    );
    noteIn(stderr);
    return { code, stdout: stdout.replaceAll(directory, "@"), stderr: stderr.replaceAll(directory, "@") };
  };
  return { directory, cli, read: (path) => readFileSync(join(directory, path)) };
};
