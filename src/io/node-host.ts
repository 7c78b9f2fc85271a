import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Host } from "./host.ts";
import { openOutputs } from "./outputs.ts";
import { openTarball } from "./open-tarball.ts";
import { readTextFile } from "./read-file.ts";
import { writeStandardOutput } from "./standard-output.ts";

/** The machine this process runs on. */
export const nodeHost = (): Host => ({
  environment: process.env,
  terminal: process.stderr.isTTY === true,
  version: (JSON.parse(readFileSync(packaged("package.json"), "utf8")) as { version: string }).version,
  shippedConfig: packaged("config.ini"),
  isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true,
  readFile: readTextFile,
  openTarball,
  openOutputs,
  print: writeStandardOutput,
  log: (text) => process.stderr.write(text),
});

/** A file of the package: `src/` and `dist/` lie side by side in it. */
const packaged = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
