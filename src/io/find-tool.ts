import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The first program of this name on PATH. */
export const findTool = (name: string): string | undefined => findTools(name)[0];

/** Every program of this name on PATH, in PATH's order. */
export const findTools = (name: string): readonly string[] =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((directory) => join(directory, name))
    .filter(isExecutable);

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
