import { readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Host } from "./host.ts";
import { runOras } from "./oras.ts";
import { openOutputs } from "./outputs.ts";
import { openFile, openTarball } from "./open-tarball.ts";
import { packaged } from "./packaged.ts";
import { readTextFile } from "./read-file.ts";
import { writeStandardOutput } from "./standard-output.ts";
import { withTemporaryDirectory } from "./temporary-directory.ts";

/** The machine this process runs on. */
export const nodeHost = (): Host => ({
  environment: process.env,
  terminal: process.stderr.isTTY === true,
  columns: () => (process.stderr as Partial<typeof process.stderr>).columns || USUAL_COLUMNS,
  version: (JSON.parse(readFileSync(packaged("package.json"), "utf8")) as { version: string }).version,
  shippedConfig: packaged("config.ini"),
  isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true,
  isSame: (path, other) => realPath(path) === realPath(other),
  readFile: readTextFile,
  openTarball,
  openFile,
  openOutputs,
  withTemporaryDirectory,
  runOras,
  print: writeStandardOutput,
  log: (text) => process.stderr.write(text),
});

/** Of a terminal that does not tell. */
const USUAL_COLUMNS = 80;

/** The path without symlinks, as far as it is there. */
const realPath = (path: string): string => {
  for (const [known, rest] of [[path, ""], [dirname(path), basename(path)]] as const) {
    try {
      return join(realpathSync(known), rest);
    } catch {
      // It is not there, or only its directory is.
    }
  }
  return resolve(path);
};
