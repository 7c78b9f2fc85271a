import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { install } from "./install.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The path of main.js in the package that all tests of a run share. */
    readonly main: string;
  }
}

/**
 * Installs the program once for a run, before the first project that runs it; the root project hands its path to all. (`dist` is not for
 * tests: `make` may write it while they run.)
 */
const setup = ({ vitest }: TestProject): (() => void) | undefined => {
  const root = vitest.getRootProject();
  if ("main" in root.getProvidedContext()) return undefined;
  const directory = mkdtempSync(join(tmpdir(), "lxc-overlay-package-"));
  chmodSync(directory, 0o755);
  root.provide("main", install(directory));
  return () => rmSync(directory, { recursive: true });
};

export default setup;
