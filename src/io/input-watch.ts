import { fstatSync, statSync } from "node:fs";
import { HostError } from "./host.ts";

/** The files that are being read; each fails if it is not what it was. */
const watches = new Set<() => void>();

/** Watches a file that is read from now on; `path` is undefined for standard input. Gives what ends that. */
export const watchInput = (file: string, path: string | undefined): (() => void) => {
  const before = stateOf(path);
  const check = (): void => {
    if (stateOf(path) !== before) throw new HostError(file, "was changed or replaced while it was read");
  };
  watches.add(check);
  return () => void watches.delete(check);
};

/** Fails with a HostError if a file that is being read is not what it was when it was opened. */
export const assertInputsUnchanged = (): void => {
  for (const check of watches) check();
};

/** What tells that a file is the same, with the same bytes; undefined if it is not there any more. */
const stateOf = (path: string | undefined): string | undefined => {
  try {
    const { dev, ino, size, mtimeNs } = path === undefined ? fstatSync(0, { bigint: true }) : statSync(path, { bigint: true });
    return [dev, ino, size, mtimeNs].join(" ");
  } catch {
    return undefined;
  }
};
