import { fdatasync } from "node:fs";

/** Has the disk begin with a file that is still being written. */
export interface EarlySync {
  /** Tells that so many bytes more are written. */
  wrote(bytes: number): void;
  /** Waits until the disk has what it was told to take. */
  settle(): Promise<void>;
}

/** So many bytes later the disk is told to begin: at the end it would have all of them to do, and everybody to wait. */
const SYNC_EVERY = 64 * 1024 * 1024;

/** `use` says whether the file is to be on the disk in the end. */
export const earlySync = (fd: number, use: "kept" | "scratch"): EarlySync => {
  let sync: Promise<void> | undefined;
  let unsynced = 0;
  return {
    wrote: (bytes) => {
      unsynced += bytes;
      if (use === "scratch" || unsynced < SYNC_EVERY || sync !== undefined) return;
      unsynced = 0;
      sync = syncData(fd).then(() => (sync = undefined));
    },
    settle: async () => await sync,
  };
};

/** A failure is told by the fsync at the end, or is one of a file that has no disk. */
const syncData = (fd: number): Promise<void> => new Promise((resolve) => fdatasync(fd, () => resolve()));
