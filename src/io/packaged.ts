import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The path of a file of the package, given from its top, where package.json lies. The source is deeper below it than the bundle. */
export const packaged = (path: string): string => {
  let directory = import.meta.dirname;
  while (!existsSync(join(directory, "package.json")) && directory !== dirname(directory)) directory = dirname(directory);
  return join(directory, path);
};
