import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/**
 * The path of main.js in a package as it would be installed: bundled now, with what it needs at run time and no more, in a directory
 * that every user can read. (`dist` is not for tests that run side by side: each would overwrite it under the others.)
 */
export const installed = (): string => {
  const directory = mkdtempSync(join(tmpdir(), "lxc-overlay-package-"));
  afterAll(() => rmSync(directory, { recursive: true }));
  execFileSync("chmod", ["755", directory]);
  bundle(join(directory, "dist"));
  const packages = execFileSync("npm", ["ls", "--omit=dev", "--all", "--parseable"], { cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] });
  for (const path of packages.toString().trim().split("\n").slice(1)) {
    const place = join(directory, relative(ROOT, path));
    mkdirSync(join(place, ".."), { recursive: true });
    cpSync(path, place, { recursive: true });
  }
  return join(directory, "dist/main.js");
};

/** Bundles the source as `make build` does, into another directory than `dist`. */
export const bundle = (directory: string): void => {
  execFileSync("npm", ["run", "--silent", "build", "--", `--outdir=${directory}`], { cwd: ROOT });
};
