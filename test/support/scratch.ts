import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A directory of the running test's own. */
export const scratch = (): string => {
  const directory = mkdtempSync(join(tmpdir(), "lxc-overlay-test-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};
