import { run } from "../../src/cli/run.ts";
import type { NewEntry } from "../../src/tar/entry.ts";
import { memoryHost } from "../support/memory-host.ts";
import { processorSeconds } from "../support/processor-time.ts";
import { archiveOf, directory, file } from "../support/tar-entries.ts";

/** A description of a container; `rootfs` and `config` are more of its elements. */
export const description = (rootfs = "", config = ""): string =>
  `<CONTAINER SandboxName="A"><LxcParams><LauncherName>a</LauncherName><ExecName>$2</ExecName></LxcParams>
<LxcConfig>${config}<Rootfs create="yes">${rootfs}</Rootfs></LxcConfig></CONTAINER>
`;

/** The least that a host has. */
export const rootfsEntries: readonly NewEntry[] = [
  directory("bin"),
  file("bin/sh", "", { mode: 0o755 }),
  directory("tmp"),
  directory("usr/lib"),
];

export interface Outcome {
  readonly code: number;
  /** Of the errors, in their order. */
  readonly codes: readonly string[];
  readonly stderr: string;
  readonly seconds: number;
}

const CONFIG = "[WRITABLE]\npaths = /var\n[LIBRARIES]\npaths = /usr/lib\n";

/** Runs a command line on files; a rootfs, a description and a config.ini are there anyway. Throws if something is written after errors. */
export const outcomeOf = async (
  files: Readonly<Record<string, string | Uint8Array | readonly NewEntry[]>>,
  rootfs: readonly NewEntry[] | Uint8Array = rootfsEntries,
  line: readonly string[] = ["-r", "rootfs.tar", "-o", "o.tar", "a.xml"],
): Promise<Outcome> => {
  const all = { "rootfs.tar": rootfs, "a.xml": description(), "config.ini": CONFIG, ...files };
  const bytes = Object.entries(all).map(([name, content]) => [name, bytesOf(content)] as const);
  const machine = memoryHost(Object.fromEntries(bytes));
  const begin = process.cpuUsage();
  const code = await run(line, machine);
  const seconds = processorSeconds(begin);
  const stderr = machine.stderr();
  if (code !== 0 && machine.written.size > 0) throw new Error(`exit ${code}, but written: ${[...machine.written.keys()].join()}`);
  return { code, codes: [...stderr.matchAll(/: error\[([a-z0-9-]+)\]: /g)].map(([, each = ""]) => each), stderr, seconds };
};

const bytesOf = (content: string | Uint8Array | readonly NewEntry[]): Uint8Array => {
  if (typeof content === "string") return Buffer.from(content);
  return content instanceof Uint8Array ? content : archiveOf(content);
};
