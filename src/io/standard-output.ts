import { systemError } from "./system-error.ts";

/** Writes to standard output and waits until it is written. */
export const writeStandardOutput = (chunk: Uint8Array | string): Promise<void> =>
  new Promise((resolve, reject) => {
    tolerant(process.stdout).write(chunk, (cause) => {
      if (cause) reject(systemError("standard output", "can't be written", cause));
      else resolve();
    });
  });

/** A stream of this process. Who writes hears of a failure; that it has closed is no reason to fail otherwise. */
export const tolerant = (stream: NodeJS.WriteStream): NodeJS.WriteStream => {
  if (stream.listenerCount("error") === 0) stream.on("error", () => undefined);
  return stream;
};
