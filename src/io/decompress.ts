import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { Compression } from "./compression.ts";
import { damaged, reasonIn } from "./damaged.ts";
import { findTool } from "./find-tool.ts";
import { HostError } from "./host.ts";
import { systemError } from "./system-error.ts";
import { decompressZstd } from "./zstd.ts";

type Chunks = AsyncIterable<Uint8Array>;
type Decompressor = Transform | ((input: Chunks) => Chunks);

const CHUNK = 1024 * 1024;

/** Feeds the uncompressed bytes of `input` to `take`; damaged data and missing tools are HostErrors that name `file`. */
export const decompress = async (
  input: Readable,
  compression: Compression,
  file: string,
  take: (chunk: Uint8Array) => void,
): Promise<void> => {
  const sink = async (chunks: Chunks): Promise<void> => {
    for await (const chunk of chunks) take(chunk);
  };
  try {
    if (compression === "none") await pipeline(input, sink);
    else await pipeline(input, await decompressor(compression, file), sink);
  } catch (cause) {
    if (cause instanceof Error && "syscall" in cause) throw systemError(file, "can't be read", cause);
    if (cause instanceof HostError) throw cause;
    throw damaged(file, compression, cause instanceof Error ? cause.message : String(cause), cause);
  }
};

const decompressor = async (compression: Exclude<Compression, "none">, file: string): Promise<Decompressor> => {
  switch (compression) {
    case "gzip":
      return gunzip;
    case "zstd":
      // Not node:zlib, where it has zstd: that refuses a second frame, and the tool is faster.
      if (findTool("zstd") !== undefined) return throughTool("zstd", ["-d", "-c", "-q", "--long=31"], file);
      return decompressZstd;
    case "xz":
    case "bzip2":
      return throughTool(compression, ["-d", "-c"], file);
  }
};

/** Like gzip(1), ignores what pads the end: zeros, with which createGunzip ends before its input does. */
async function* gunzip(input: Chunks): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: CHUNK });
  const ended = new Promise<void>((resolve) => stream.once("close", resolve).once("end", resolve));
  const fed = feed(input, stream, ended, () => stream.readableEnded).catch((cause: unknown) => void stream.destroy(cause as Error));
  yield* stream;
  await fed;
}

/**
 * Writes the input into a stream, as fast as that takes it; what comes after the stream's end is read, and left: to leave the input would be
 * an error of its own.
 */
const feed = async (input: Chunks, stream: Writable, ended: Promise<unknown>, hasEnded = (): boolean => false): Promise<void> => {
  for await (const chunk of input) {
    if (hasEnded() || stream.destroyed) continue;
    // What is wrong with the stream is told by who reads from it.
    if (!stream.write(chunk)) await Promise.race([once(stream, "drain").catch(() => undefined), ended]);
  }
  if (!stream.destroyed) stream.end();
};

const throughTool = (name: string, args: readonly string[], file: string): ((input: Chunks) => Chunks) => {
  const tool = findTool(name);
  if (tool === undefined) throw new HostError(file, `is compressed with ${name}, and the tool ${name} is not installed`);
  return async function* (input) {
    const child = spawn(tool, args, { env: { LC_ALL: "C" } });
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
    const closed = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
    // A tool that gives up closes its input early; what it complains of says more than our EPIPE.
    child.stdin.on("error", () => undefined);
    const fed = feed(input, child.stdin, closed);
    try {
      const [status] = yield* drain(child.stdout, Promise.all([closed, fed]));
      if (status !== 0) throw new Error(reasonIn(complaint) ?? `${name} failed`);
    } finally {
      child.kill();
    }
  };
};

/** Yields the chunks, then waits for `outcome`, whose failure meanwhile is not forgotten. */
async function* drain<T>(chunks: Chunks, outcome: Promise<T>): AsyncGenerator<Uint8Array, T> {
  outcome.catch(() => undefined);
  yield* chunks;
  return await outcome;
}
