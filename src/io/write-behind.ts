import { fdatasync, write } from "node:fs";

/** Writes to an open file while its caller makes the next bytes. */
export interface WriteBehind {
  /** Takes bytes to write once those before are written, and gives those back, which are the caller's again. */
  write(chunk: Uint8Array): Promise<Uint8Array | undefined>;
  /** Waits for all that is under way; whatever failed before fails here. */
  settle(): Promise<void>;
}

/** So many bytes later the disk is told to begin: at the end it would have all of them to do, and everybody to wait. */
const SYNC_EVERY = 64 * 1024 * 1024;

/** `use` says whether the file is to be on the disk in the end; to which it goes from time to time. */
export const writeBehind = (fd: number, use: "kept" | "scratch"): WriteBehind => {
  let last: Promise<Uint8Array | undefined> = Promise.resolve(undefined);
  let sync: Promise<void> | undefined;
  let unsynced = 0;
  return {
    write: async (chunk) => {
      const before = await last;
      last = writeWhole(fd, chunk);
      // Whoever waits for it hears of it; nobody may until more bytes come.
      last.catch(() => undefined);
      unsynced += chunk.length;
      if (use === "kept" && unsynced >= SYNC_EVERY && sync === undefined) {
        unsynced = 0;
        sync = syncData(fd).then(() => (sync = undefined));
      }
      return before;
    },
    settle: async () => {
      await sync;
      await last;
    },
  };
};

const writeWhole = (fd: number, chunk: Uint8Array): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const writeFrom = (begin: number): void => {
      if (begin === chunk.length) return resolve(chunk);
      write(fd, chunk, begin, chunk.length - begin, null, (cause, written) => {
        if (cause === null) writeFrom(begin + written);
        else reject(cause);
      });
    };
    writeFrom(0);
  });

/** A failure is told by the fsync at the end, or is one of a file that has no disk. */
const syncData = (fd: number): Promise<void> => new Promise((resolve) => fdatasync(fd, () => resolve()));
