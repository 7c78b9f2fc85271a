import { randomBytes } from "node:crypto";
import { closeSync, fsync, fsyncSync, linkSync, lstatSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { HostError } from "./host.ts";
import { systemError } from "./system-error.ts";

/** A file that is written, and where it is to be. */
export interface Placement {
  readonly temporary: string;
  readonly place: string;
}

/** Files that are synchronised at once: one after the other each would wait for the disk. */
const AT_ONCE = 16;

/** Waits until the files' bytes are on the disk. */
export const syncFiles = async (placements: readonly Placement[]): Promise<void> => {
  const rest = placements.values();
  const work = async (): Promise<void> => {
    for (const { temporary, place } of rest) await syncFile(temporary, place);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
};

const syncFile = async (path: string, place: string): Promise<void> => {
  try {
    // node:fs/promises would take 5 ms to load.
    const fd = openSync(path, "r");
    try {
      await promisify(fsync)(fd);
    } finally {
      closeSync(fd);
    }
  } catch (cause) {
    throw systemError(place, "can't be written", cause);
  }
};

/** Puts files in their places, one after the other. If one can't be, or `after` fails, all that was there before comes back. */
export const putInPlace = (placements: readonly Placement[], after: () => void): void => {
  const done: Done[] = [];
  try {
    for (const placement of placements) put(placement, done);
    after();
  } catch (cause) {
    for (const each of done.reverse()) takeBack(each);
    throw cause;
  }
  for (const { old } of done) if (old !== undefined) rmSync(old, { force: true });
};

/** What was done to a place. */
interface Done {
  readonly place: string;
  /** The file that was there before, under another name. */
  readonly old: string | undefined;
}

const put = ({ temporary, place }: Placement, done: Done[]): void => {
  try {
    done.push({ place, old: keep(place) });
    renameSync(temporary, place);
  } catch (cause) {
    throw systemError(place, "can't be written", cause);
  }
};

/** Gives what is in a place another name, and leaves it there where the file system has hard links. */
const keep = (place: string): string | undefined => {
  const stat = lstatSync(place, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (stat.isDirectory()) throw new HostError(place, "can't be written: is a directory");
  const old = temporaryName(dirname(place));
  try {
    linkSync(place, old);
  } catch {
    renameSync(place, old);
  }
  return old;
};

/** A failure while taking back must not keep others from coming back. */
const takeBack = ({ place, old }: Done): void => {
  try {
    // Of two names of one file rename(2) removes none.
    if (old === undefined) rmSync(place, { force: true });
    else {
      renameSync(old, place);
      rmSync(old, { force: true });
    }
  } catch {
    // What made it necessary is told.
  }
};

/** The name of a file that is not there, beside what it will be. */
export const temporaryName = (directory: string): string => join(directory, `.lxc-overlay-${randomBytes(8).toString("hex")}.tmp`);

/** Waits until the names in directories are on the disk. */
export const syncDirectories = (directories: Iterable<string>): void => {
  for (const directory of new Set(directories)) {
    try {
      const fd = openSync(directory, "r");
      try {
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    } catch (cause) {
      if (!isUnsupported(cause)) throw systemError(directory, "can't be written", cause);
    }
  }
};

/** Some file systems have no fsync(2) for directories. */
const isUnsupported = (cause: unknown): boolean =>
  cause instanceof Error && "code" in cause && ["EINVAL", "ENOTSUP"].includes(String(cause.code));
