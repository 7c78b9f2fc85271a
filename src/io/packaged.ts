import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The path of a file of the package, given from its top, where config.ini lies. The source is deeper below it than the bundle. */
export const packaged = (path: string): string => {
  let directory = import.meta.dirname;
  while (!existsSync(join(directory, "config.ini")) && directory !== dirname(directory)) directory = dirname(directory);
  return join(directory, path);
};
