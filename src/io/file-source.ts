import { readSync } from "node:fs";
import type { ByteSource } from "../bytes/source.ts";
import { systemError } from "./system-error.ts";

/** An open regular file, read where it is asked for. */
export const fileSource = (fd: number, size: number, file: string): ByteSource => ({
  size,
  read: (target, offset) => {
    let filled = 0;
    try {
      while (filled < target.length) {
        const count = readSync(fd, target, filled, target.length - filled, offset + filled);
        if (count === 0) break;
        filled += count;
      }
    } catch (cause) {
      throw systemError(file, "can't be read", cause);
    }
    return filled;
  },
});
