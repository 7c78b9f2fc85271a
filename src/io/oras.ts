import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { findTools } from "./find-tool.ts";
import { HostError, type ToolOptions, type ToolResult } from "./host.ts";
import { killProcess } from "./kill-process.ts";
import { onSignals } from "./signals.ts";

/** Older ones do not know `--from-oci-layout-path`. */
const OLDEST = [1, 3] as const;

/** Runs oras: the first one on PATH that is 1.3 or newer. None, or one that is too slow, is a HostError. */
export const runOras = async (args: readonly string[], options: ToolOptions): Promise<ToolResult> => {
  oras ??= findOras(findTools("oras"));
  return await runTool(await oras, args, options);
};

let oras: Promise<string> | undefined;

/** The first of these programs that is new enough. Throws a HostError that says what was tried. */
export const findOras = async (paths: readonly string[]): Promise<string> => {
  const tried: string[] = [];
  for (const path of paths) {
    const { stdout } = await runTool(path, ["version"], { timeout: 10 });
    const [, version = "", major = "", minor = ""] = /^Version: *((\d+)\.(\d+)\S*)/m.exec(stdout) ?? [];
    if (Number(major) > OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1])) return path;
    tried.push(`${path} is ${version || "of an unknown version"}`);
  }
  const found = tried.length === 0 ? "there is none on PATH" : tried.join(", ");
  throw new HostError("oras", `oras ${OLDEST.join(".")} or newer is needed to speak with a registry: ${found}`);
};

const runTool = async (path: string, args: readonly string[], { timeout, onLine }: ToolOptions): Promise<ToolResult> => {
  // Without a shell, which would have to be there and to be quoted for; in a group of its own, so that it can be killed at once.
  const child = spawn(path, args, { stdio: ["ignore", "pipe", "pipe"], detached: true });
  const end = (): void => {
    if (child.pid !== undefined) killProcess(child.pid);
  };
  const release = onSignals(end);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    end();
  }, timeout * 1000);
  const [stdout, stderr] = [gather(child.stdout, onLine), gather(child.stderr)];
  try {
    const status = await statusOf(child);
    if (late) throw new HostError("oras", `did not end within ${timeout} seconds (--timeout): oras ${args.join(" ")}`);
    return { status, stdout: stdout(), stderr: stderr() };
  } finally {
    clearTimeout(timer);
    release();
  }
};

/** How a process ended; -1 where a signal ended it, or where it could not be started. */
const statusOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => child.on("error", () => resolve(-1)).on("close", (status) => resolve(status ?? -1)));

/** Gathers what a process writes there; `onLine` hears of each line. */
const gather = (output: Readable, onLine: (line: string) => void = () => undefined): (() => string) => {
  let text = "";
  let begin = 0;
  output.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf("\n", begin); end >= 0; end = text.indexOf("\n", begin)) {
      onLine(text.slice(begin, end));
      begin = end + 1;
    }
  });
  return () => text;
};
