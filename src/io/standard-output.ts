import { systemError } from "./system-error.ts";

/** Writes to standard output and waits until it is written. */
export const writeStandardOutput = (chunk: Uint8Array | string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(chunk, (cause) => {
      if (cause) reject(systemError("standard output", "can't be written", cause));
      else resolve();
    });
  });
