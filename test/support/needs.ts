import { execFileSync } from "node:child_process";
import { describe } from "vitest";

/**
 * `describe` for tests that need tools of the machine. Where one is missing they are skipped, and the reason is printed; what is skipped
 * is counted at the end of the run, which fails in CI (count-reporter.ts).
 */
export const needs = (...tools: readonly string[]): typeof describe | typeof describe.skip => {
  const missing = tools.filter((tool) => !isInstalled(tool));
  if (missing.length === 0) return describe;
  process.stderr.write(`skipped: needs ${missing.join(", ")} (test/provision installs what the tests need)\n`);
  return describe.skip;
};

const isInstalled = (tool: string): boolean => {
  try {
    execFileSync("sh", ["-c", 'PATH="$PATH:/usr/sbin:/sbin"; command -v "$1"', "sh", tool], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/** `describe` as given, for root alone: others skip it, and the reason is printed. */
export const isRoot = (describes: typeof describe | typeof describe.skip): typeof describe | typeof describe.skip => {
  if (process.getuid?.() === 0) return describes;
  process.stderr.write("skipped: needs root\n");
  return describe.skip;
};
