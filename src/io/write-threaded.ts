import { Worker } from "node:worker_threads";
import { earlySync } from "./early-sync.ts";
import type { HashedFile } from "./hashed-file.ts";
import code from "./output.thread.cjs?raw";

/**
 * What one call of write(2) takes. For a larger one Linux looks for longer runs of free pages, and on a virtual machine that gives those back to
 * its host each is waited for: calls of 128 KiB and of 1 MiB took up to four times as long as these.
 */
const AT_ONCE = 32 * 1024;

/** So many chunks may wait for a thread: while it starts, some MB can be made. */
const FULL = 8;

/** What a thread says of a chunk, or in the end. */
interface Answer {
  readonly sha256?: string;
  readonly failure?: { readonly message: string };
}

/**
 * Has one thread hash a file and another one write it, while its caller reads what comes next: each takes about as long. Chunks have to be in
 * memory that threads can share.
 */
export const writeThreaded = (fd: number, use: "kept" | "scratch"): HashedFile => {
  const sync = earlySync(fd, use);
  /** Those that were not given back. */
  const chunks: Uint8Array[] = [];
  let sent = 0;
  let size = 0;
  let hear: () => void = () => undefined;
  const heard: { failure?: unknown; sha256?: string } = {};
  const start = (workerData: object): { readonly thread: Worker; answers: number } => {
    const started = { thread: new Worker(code, { eval: true, workerData }), answers: 0 };
    started.thread.on("message", ({ sha256, failure }: Answer) => {
      started.answers += 1;
      if (sha256 !== undefined) heard.sha256 = sha256;
      if (failure !== undefined) heard.failure ??= Object.assign(new Error(failure.message), failure);
      hear();
    });
    started.thread.on("error", (cause) => {
      heard.failure ??= cause;
      // It has ended.
      started.answers = Number.POSITIVE_INFINITY;
      hear();
    });
    return started;
  };
  const threads = [start({}), start({ fd, atOnce: AT_ONCE })];
  const answers = (): number => Math.min(...threads.map((each) => each.answers));
  const send = (chunk: Uint8Array | undefined): void => threads.forEach(({ thread }) => thread.postMessage(chunk));
  const hearUntil = async (isEnough: () => boolean): Promise<void> => {
    while (!isEnough()) await new Promise<void>((resolve) => (hear = resolve));
  };
  /** Whether both threads are done with the first of `chunks`. */
  const isFirstDone = (): boolean => answers() > sent - chunks.length;
  const mustNotHaveFailed = (): void => {
    if (heard.failure !== undefined) throw heard.failure;
  };
  return {
    write: async (chunk) => {
      send(chunk);
      chunks.push(chunk);
      sent += 1;
      size += chunk.length;
      sync.wrote(chunk.length);
      // Answers come when this thread is at rest.
      if (!isFirstDone()) await new Promise(setImmediate);
      await hearUntil(() => sent - answers() < FULL);
      mustNotHaveFailed();
      return isFirstDone() ? chunks.shift() : undefined;
    },
    settle: async () => {
      // Who closes the file must not do so while a thread may write to it.
      send(undefined);
      await hearUntil(() => answers() > sent);
      await sync.settle();
      mustNotHaveFailed();
      return { sha256: heard.sha256 ?? "", size };
    },
  };
};
