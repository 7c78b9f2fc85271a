import { createHash } from "node:crypto";
import { write } from "node:fs";
import { earlySync } from "./early-sync.ts";
import type { HashedFile } from "./hashed-file.ts";

/** Hashes a file here, and has Node's own threads write it. Bytes are written once those before are. */
export const writeBehind = (fd: number, use: "kept" | "scratch"): HashedFile => {
  const hash = createHash("sha256");
  const sync = earlySync(fd, use);
  let size = 0;
  let last: Promise<Uint8Array | undefined> = Promise.resolve(undefined);
  return {
    write: async (chunk) => {
      hash.update(chunk);
      size += chunk.length;
      const before = await last;
      last = writeWhole(fd, chunk);
      // Whoever waits for it hears of it; nobody may until more bytes come.
      last.catch(() => undefined);
      sync.wrote(chunk.length);
      return before;
    },
    settle: async () => {
      await sync.settle();
      await last;
      return { sha256: hash.digest("hex"), size };
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
