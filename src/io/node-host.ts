import config from "../../config.ini?raw";
import packageJson from "../../package.json" with { type: "json" };
import type { Host } from "./host.ts";
import { runOras } from "./oras.ts";
import { openOutputs } from "./outputs.ts";
import { withFile, withTarballs } from "./open-tarball.ts";
import { isFile, realPath, relativePath } from "./paths.ts";
import { readStart, readTextFile } from "./read-file.ts";
import { isTerminal, writeStandardError } from "./standard-error.ts";
import { writeStandardOutput } from "./standard-output.ts";
import { withTemporaryDirectory } from "./temporary-directory.ts";

/** The machine this process runs on. */
export const nodeHost = (): Host => ({
  environment: process.env,
  terminal: isTerminal(),
  columns: () => (process.stderr as Partial<typeof process.stderr>).columns || USUAL_COLUMNS,
  version: packageJson.version,
  shippedConfig: Buffer.from(config),
  isFile,
  realPath,
  relativePath,
  readFile: readTextFile,
  readStart,
  withTarballs,
  withFile,
  openOutputs,
  withTemporaryDirectory,
  runOras,
  print: writeStandardOutput,
  log: writeStandardError,
});

/** Of a terminal that does not tell. */
const USUAL_COLUMNS = 80;
