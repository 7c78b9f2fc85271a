import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** The path of main.js in a package as it would be installed: bundled from the source as it stands, with what it needs at run time and no more. */
export const install = (directory: string): string => {
  execFileSync("npm", ["run", "--silent", "build", "--", `--outdir=${join(directory, "dist")}`], { cwd: ROOT });
  const packages = execFileSync("npm", ["ls", "--omit=dev", "--all", "--parseable"], { cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] });
  for (const path of packages.toString().trim().split("\n").slice(1)) {
    const place = join(directory, relative(ROOT, path));
    mkdirSync(dirname(place), { recursive: true });
    cpSync(path, place, { recursive: true });
  }
  return join(directory, "dist/main.js");
};
