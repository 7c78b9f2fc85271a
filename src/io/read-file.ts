import { closeSync, openSync, readSync } from "node:fs";
import { HostError } from "./host.ts";
import { systemError } from "./system-error.ts";

const MAX_TEXT = 16 * 1024 * 1024;

/** The bytes of a text of at most 16 MiB. */
export const readTextFile = (path: string): Uint8Array => {
  const bytes = readStart(path, MAX_TEXT + 1);
  if (bytes.length > MAX_TEXT) throw new HostError(path, "is larger than 16 MiB, which is too large for a text");
  return bytes;
};

/** The first bytes of a file, at most so many. */
export const readStart = (path: string, length: number): Uint8Array => {
  try {
    const fd = openSync(path, "r");
    try {
      return readUpTo(fd, length);
    } finally {
      closeSync(fd);
    }
  } catch (cause) {
    throw systemError(path, "can't be read", cause);
  }
};

const readUpTo = (fd: number, length: number): Uint8Array => {
  const chunk = Buffer.allocUnsafe(Math.min(64 * 1024, length));
  const read: Buffer[] = [];
  for (let left = length; left > 0;) {
    const count = readSync(fd, chunk, 0, Math.min(chunk.length, left), null);
    if (count === 0) break;
    read.push(Buffer.from(chunk.subarray(0, count)));
    left -= count;
  }
  return Buffer.concat(read);
};
