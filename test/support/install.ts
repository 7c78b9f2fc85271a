import { execFileSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** The path of main.js as it would be installed: bundled from the source as it stands, and nothing else. */
export const install = (directory: string): string => {
  execFileSync(process.execPath, ["esbuild.config.mjs", join(directory, "dist")], { cwd: ROOT });
  return join(directory, "dist/main.js");
};
