import type { Options } from "zx/core";
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

/** By itself zx looks for bash and has no quoting where there is none; sh may be BusyBox. What is between single quotes is literal, sh(1). */
const THROUGH_SH = { shell: "sh", quote: (word: string): string => `'${word.replaceAll("'", "'\\''")}'` };

/** Without a shell around it and in a group of its own, so that it can be killed at once. */
const QUIETLY: Partial<Options> = { quiet: true, nothrow: true, stdio: ["ignore", "pipe", "pipe"], prefix: "exec ", detached: true };

const runTool = async (path: string, args: readonly string[], { timeout, onLine }: ToolOptions): Promise<ToolResult> => {
  const { $ } = await import("zx/core");
  const running = $({ ...QUIETLY, ...THROUGH_SH })`${path} ${args}`;
  const end = (): void => {
    if (running.pid !== undefined) killProcess(running.pid);
  };
  const release = onSignals(end);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    end();
  }, timeout * 1000);
  try {
    if (onLine !== undefined) for await (const line of running) onLine(line);
    const { exitCode, stdout, stderr } = await running;
    if (late) throw new HostError("oras", `did not end within ${timeout} seconds (--timeout): oras ${args.join(" ")}`);
    return { status: exitCode ?? -1, stdout, stderr };
  } finally {
    clearTimeout(timer);
    release();
  }
};
