import { createHash } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  mkdirSync,
  openSync,
  realpathSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  symlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { gzip } from "./gzip.ts";
import { type BlobSize, HostError, type Outputs } from "./host.ts";
import { assertInputsUnchanged } from "./input-watch.ts";
import { openHashedFile } from "./open-hashed-file.ts";
import { type Placement, putInPlace, syncDirectories, syncFiles, temporaryName } from "./put-in-place.ts";
import { onSignals } from "./signals.ts";
import { writeStandardOutput } from "./standard-output.ts";
import { systemError } from "./system-error.ts";

type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

interface Pending extends Placement {
  place: string;
  /** A symlink, which has no bytes to wait for. */
  readonly isLink?: true;
}

/** Outputs in the file system: written beside their places, removed on a failure or a signal, renamed by `commit`. */
export const openOutputs = (use: "kept" | "scratch" = "kept"): Outputs => {
  const pending: Pending[] = [];
  const made: string[] = [];
  const discard = (): void => {
    for (const { temporary } of pending.splice(0)) rmSync(temporary, { force: true });
    for (const directory of made.splice(0).reverse()) removeIfEmpty(directory);
    release();
  };
  const release = onSignals(discard);
  const fill = async (path: string, fd: number, bytes: Chunks): Promise<BlobSize> => {
    const file = openHashedFile(fd, use);
    try {
      await passOn(bytes, file.write);
      return await file.settle();
    } catch (cause) {
      await file.settle().catch(() => undefined);
      throw systemError(path, "can't be written", cause);
    } finally {
      closeSync(fd);
    }
  };
  return {
    directory: (path) => {
      if (makeDirectory(path)) made.push(path);
    },
    write: async (path, chunks) => {
      const bytes = path.endsWith(".gz") ? gzip(chunks) : chunks;
      if (path === "-") return await print(bytes);
      const { fd, temporary, place } = openBeside(path);
      if (temporary !== undefined) pending.push({ temporary, place });
      return (await fill(path, fd, bytes)).sha256;
    },
    link: (path, target) => {
      const temporary = temporaryName(dirname(path));
      try {
        symlinkSync(target, temporary);
      } catch (cause) {
        throw systemError(path, "can't be made", cause);
      }
      pending.push({ temporary, place: path, isLink: true });
    },
    replace: async (path, bytes) => {
      const { fd, temporary, place, stat } = openInstead(path);
      pending.push({ temporary, place });
      giveTo(fd, stat);
      await fill(path, fd, [bytes]);
    },
    writeBlob: async (directory, chunks, form) => {
      const { fd, temporary } = openTemporary(directory, directory);
      const file = { temporary, place: temporary };
      pending.push(file);
      const blob = await fill(directory, fd, form === "gzip" ? gzip(chunks) : chunks);
      file.place = join(directory, blob.sha256);
      return blob;
    },
    commit: async () => {
      if (use === "kept") await syncFiles(pending.filter(({ isLink }) => isLink !== true));
      assertInputsUnchanged();
      const directories = [...pending.map(({ place }) => dirname(place)), ...made.map((each) => dirname(each))];
      putInPlace(pending, () => (use === "kept" ? syncDirectories(directories) : undefined));
      pending.splice(0);
      made.splice(0);
      release();
    },
    discard,
  };
};

const makeDirectory = (path: string): boolean => {
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return false;
    mkdirSync(path);
    return true;
  } catch (cause) {
    throw systemError(path, "can't be made", cause);
  }
};

const removeIfEmpty = (directory: string): void => {
  try {
    rmdirSync(directory);
  } catch {
    // Somebody else's file is in it.
  }
};

/** An open file that `rename` puts in its place; what is no regular file (`/dev/full`) is written directly. */
const openBeside = (path: string): { fd: number; temporary: string | undefined; place: string } => {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true) throw new HostError(path, "can't be written: is a directory");
    if (stat !== undefined && !stat.isFile()) return { fd: openSync(path, "w"), temporary: undefined, place: path };
    const place = stat === undefined ? path : realpathSync(path);
    return { ...openTemporary(dirname(place), path), place };
  } catch (cause) {
    throw systemError(path, "can't be written", cause);
  }
};

/** An open file that is to take the place of one that is there, and may be done with what that may. */
const openInstead = (path: string): { fd: number; temporary: string; place: string; stat: Stats } => {
  try {
    const place = realpathSync(path);
    const stat = statSync(place);
    if (!stat.isFile()) throw new HostError(path, "can't be rewritten: is no regular file");
    // Whoever is root may write it all the same.
    if ((stat.mode & 0o222) === 0) throw new HostError(path, "can't be rewritten: is read-only");
    accessSync(place, constants.W_OK);
    return { ...openTemporary(dirname(place), path), place, stat };
  } catch (cause) {
    throw systemError(path, "can't be rewritten", cause);
  }
};

/** The file of somebody else becomes one's own where the system does not let it be given back. */
const giveTo = (fd: number, { uid, gid, mode }: Stats): void => {
  try {
    fchownSync(fd, uid, gid);
  } catch {
    // Only root may.
  }
  fchmodSync(fd, mode & 0o7777);
};

/** `path` is what is said to be unwritable if that fails. */
const openTemporary = (directory: string, path: string): { fd: number; temporary: string } => {
  const temporary = temporaryName(directory);
  try {
    return { fd: openSync(temporary, "wx"), temporary };
  } catch (cause) {
    throw systemError(path, "can't be written", cause);
  }
};

/** Writes to standard output; gives the sha256 of it. */
const print = async (chunks: Chunks): Promise<string> => {
  const hash = createHash("sha256");
  await passOn(chunks, async (chunk) => {
    hash.update(chunk);
    await writeStandardOutput(chunk);
    return chunk;
  });
  return hash.digest("hex");
};

/** Has `write` write chunks; one that it gives back goes to whoever makes them, to be filled again. */
const passOn = async (chunks: Chunks, write: (chunk: Uint8Array) => Promise<Uint8Array | undefined>): Promise<void> => {
  const iterator = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  try {
    for (let next = await iterator.next(); next.done !== true;) next = await iterator.next(await write(next.value));
  } finally {
    await iterator.return?.();
  }
};
