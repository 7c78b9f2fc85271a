import { writeSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { earlySync } from "./early-sync.ts";
import type { HashedFile } from "./hashed-file.ts";
import code from "./hash.thread.cjs?raw";

/**
 * What one call of write(2) takes. A larger one makes Linux look for runs of free pages of that length, which it may not have at hand: on a
 * virtual machine that gives free memory back to its host, calls of 1 MiB took from one to four times as long as these.
 */
const AT_ONCE = 128 * 1024;

/** So many chunks may wait for the thread: while it starts, some 15 MB can be made. */
const FULL = 12;

/** Writes a file while another thread hashes it, which takes about as long as all else. Chunks have to be in memory that threads can share. */
export const writeThreaded = (fd: number, use: "kept" | "scratch"): HashedFile => {
  const sync = earlySync(fd, use);
  const thread = new Worker(code, { eval: true });
  const waiting: Uint8Array[] = [];
  const done: Uint8Array[] = [];
  let size = 0;
  const heard: { failure?: unknown; sha256?: string } = {};
  let hear: () => void = () => undefined;
  const news = (): Promise<void> => new Promise((resolve) => (hear = resolve));
  // It answers each chunk, in their order, and in the end says what they hash to.
  thread.on("message", (answer: string) => {
    const chunk = waiting.shift();
    if (chunk === undefined) heard.sha256 = answer;
    else done.push(chunk);
    hear();
  });
  thread.on("error", (cause) => {
    heard.failure = cause;
    hear();
  });
  const hearUntil = async (isEnough: () => boolean): Promise<void> => {
    while (!isEnough() && heard.failure === undefined) await news();
    if (heard.failure !== undefined) throw heard.failure;
  };
  return {
    write: async (chunk) => {
      thread.postMessage(chunk);
      waiting.push(chunk);
      writeWhole(fd, chunk);
      size += chunk.length;
      sync.wrote(chunk.length);
      // Answers come when this thread is at rest.
      if (done.length === 0) await new Promise(setImmediate);
      await hearUntil(() => waiting.length < FULL);
      return done.shift();
    },
    settle: async () => {
      thread.postMessage(undefined);
      await hearUntil(() => heard.sha256 !== undefined);
      await sync.settle();
      return { sha256: heard.sha256 ?? "", size };
    },
  };
};

const writeWhole = (fd: number, bytes: Uint8Array): void => {
  for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, Math.min(AT_ONCE, bytes.length - done));
};
