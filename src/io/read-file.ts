import { closeSync, openSync, readSync } from "node:fs";
import { HostError } from "./host.ts";
import { systemError } from "./system-error.ts";

const MAX_TEXT = 16 * 1024 * 1024;

/** The bytes of a description or a config.ini, of at most 16 MiB. */
export const readTextFile = (path: string): Uint8Array => {
  try {
    const fd = openSync(path, "r");
    try {
      return readAll(fd, path);
    } finally {
      closeSync(fd);
    }
  } catch (cause) {
    throw systemError(path, "can't be read", cause);
  }
};

const readAll = (fd: number, path: string): Uint8Array => {
  const chunks: Buffer[] = [];
  for (let total = 0; ; ) {
    const chunk = Buffer.allocUnsafe(64 * 1024);
    const count = readSync(fd, chunk);
    if (count === 0) return Buffer.concat(chunks, total);
    total += count;
    if (total > MAX_TEXT) throw new HostError(path, "is larger than 16 MiB, which is too large for a text input");
    chunks.push(chunk.subarray(0, count));
  }
};
