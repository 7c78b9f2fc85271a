import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onSignals } from "./signals.ts";
import { systemError } from "./system-error.ts";

/** Gives `use` a directory of its own, which is removed when it ends, also by a signal. */
export const withTemporaryDirectory = async <T>(use: (directory: string) => Promise<T>): Promise<T> => {
  const directory = join(tmpdir(), `lxc-overlay-${randomBytes(8).toString("hex")}`);
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  // Before it is made: a signal may come in between.
  const release = onSignals(remove);
  try {
    makeDirectory(directory);
    return await use(directory);
  } finally {
    release();
    remove();
  }
};

const makeDirectory = (directory: string): void => {
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (cause) {
    throw systemError(tmpdir(), "can't hold a temporary directory (TMPDIR chooses another one)", cause);
  }
};
