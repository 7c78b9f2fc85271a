import { realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { systemError } from "./system-error.ts";

/** Codes of stat(2) that say that there can be no file of this name. */
const NOT_THERE = ["ENOENT", "ENOTDIR", "ENAMETOOLONG"];

/** Whether there is a regular file of this name. Where that can't be told, it is a HostError. */
export const isFile = (path: string): boolean => {
  try {
    return statSync(path).isFile();
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && NOT_THERE.includes(String(cause.code))) return false;
    throw systemError(path, "can't be read", cause);
  }
};

/** The path without symlinks, as far as it is there. */
export const realPath = (path: string): string => {
  for (const [known, rest] of [
    [path, ""],
    [dirname(path), basename(path)],
  ] as const) {
    try {
      return join(realpathSync(known), rest);
    } catch {
      // It is not there, or only its directory is.
    }
  }
  return resolve(path);
};

/** The path as it is called from the working directory; one that is not absolute is left as it is. */
export const relativePath = (path: string): string => {
  if (!isAbsolute(path)) return path;
  const below = relative(process.cwd(), path);
  // The working directory has no symlinks in its name, the path may lead through some.
  return /^\.\.(\/|$)/.test(below) ? relative(process.cwd(), join(realPath(dirname(path)), basename(path))) : below || ".";
};
