import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onSignals } from "./signals.ts";
import { systemError } from "./system-error.ts";

/** Gives `use` a directory of its own, which is removed when it ends, also by a signal. */
export const withTemporaryDirectory = async <T>(use: (directory: string) => Promise<T>): Promise<T> => {
  const directory = makeDirectory();
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  const release = onSignals(remove);
  try {
    return await use(directory);
  } finally {
    release();
    remove();
  }
};

const makeDirectory = (): string => {
  try {
    return mkdtempSync(join(tmpdir(), "lxc-overlay-"));
  } catch (cause) {
    throw systemError(tmpdir(), "can't hold a temporary directory (TMPDIR chooses another one)", cause);
  }
};
