import type { HashedFile } from "./hashed-file.ts";
import { writeBehind } from "./write-behind.ts";
import { writeThreaded } from "./write-threaded.ts";

/** So many chunks wait until it is known whether there are more: a thread is not started for a small file. */
const HELD = 2;

/** The file of a descriptor, which `use` says is to be on the disk in the end or not. Much that comes in memory which threads can share is written by two. */
export const openHashedFile = (fd: number, use: "kept" | "scratch"): HashedFile => {
  const held: Uint8Array[] = [];
  let file: HashedFile | undefined;
  const open = async (write: (fd: number, use: "kept" | "scratch") => HashedFile): Promise<HashedFile> => {
    file = write(fd, use);
    for (const chunk of held.splice(0)) await file.write(chunk);
    return file;
  };
  return {
    write: async (chunk) => {
      if (file !== undefined) return await file.write(chunk);
      const isShared = chunk.buffer instanceof SharedArrayBuffer;
      if (isShared && held.length < HELD) {
        held.push(chunk);
        return undefined;
      }
      return await (await open(isShared ? writeThreaded : writeBehind)).write(chunk);
    },
    settle: async () => await (file ?? (await open(writeBehind))).settle(),
  };
};
