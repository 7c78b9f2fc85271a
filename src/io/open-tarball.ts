import { closeSync, createReadStream, fstatSync, openSync } from "node:fs";
import { Readable } from "node:stream";
import type { ByteSource } from "../bytes/source.ts";
import { compressionOf, MAGIC_LENGTH } from "./compression.ts";
import { decompress } from "./decompress.ts";
import { fileSource } from "./file-source.ts";
import { HostError } from "./host.ts";
import { openSpool } from "./spool.ts";
import { systemError } from "./system-error.ts";

const READ_AHEAD = 1024 * 1024;

/** Far more than a device has room for: a stream without end is told from a large one. */
const MAX_UNPACKED = 64 * 1024 ** 3;

/**
 * The uncompressed bytes of a tarball; `-` is standard input. A plain file is read in place; what is compressed or comes through
 * a pipe is unpacked to a temporary file first, and `progress` hears of each chunk.
 */
export const openTarball = async (path: string, progress: (bytes: number) => void): Promise<ByteSource> => {
  const file = path === "-" ? "standard input" : path;
  const fd = path === "-" ? 0 : openInput(path);
  const stat = fstatSync(fd);
  const isOther = stat.isDirectory() ? DIRECTORY : stat.isCharacterDevice() ? DEVICE : undefined;
  if (isOther !== undefined) {
    if (fd !== 0) closeSync(fd);
    throw new HostError(file, isOther);
  }
  const source = fileSource(fd, stat.size, file);
  if (stat.isFile() && compressionOf(headOf(source)) === "none") return source;
  return await unpack(createReadStream("", { fd, highWaterMark: READ_AHEAD }), file, progress);
};

const DIRECTORY = "is a directory, not a tarball; make one with: tar -C DIR --xattrs --xattrs-include='*' -cf rootfs.tar .";

/** `/dev/zero` never ends, and nobody types a tarball. */
const DEVICE = "is a device or a terminal, not a tarball";

/** The bytes of a file as they are. */
export const openFile = (path: string): ByteSource => {
  const fd = openInput(path);
  return fileSource(fd, fstatSync(fd).size, path);
};

const openInput = (path: string): number => {
  try {
    return openSync(path, "r");
  } catch (cause) {
    throw systemError(path, "can't be read", cause);
  }
};

const headOf = (source: ByteSource): Uint8Array => {
  const head = Buffer.alloc(MAGIC_LENGTH);
  return head.subarray(0, source.read(head, 0));
};

const unpack = async (input: Readable, file: string, progress: (bytes: number) => void): Promise<ByteSource> => {
  const { head, stream } = await peek(input, file);
  const spool = openSpool(file);
  let total = 0;
  await decompress(stream, compressionOf(head), file, (chunk) => {
    total += chunk.length;
    if (total > MAX_UNPACKED) throw new HostError(file, `unpacks to more than ${MAX_UNPACKED} bytes`);
    spool.write(chunk);
    progress(total);
  });
  return spool.finish();
};

/** The stream's first bytes, and a stream that still holds them. */
const peek = async (input: Readable, file: string): Promise<{ head: Uint8Array; stream: Readable }> => {
  const iterator = input[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head = Buffer.alloc(0);
  try {
    while (head.length < MAGIC_LENGTH) {
      const next = await iterator.next();
      if (next.done === true) break;
      head = Buffer.concat([head, next.value]);
    }
  } catch (cause) {
    throw systemError(file, "can't be read", cause);
  }
  return { head, stream: Readable.from(chain(head, { [Symbol.asyncIterator]: () => iterator }), { objectMode: false }) };
};

async function* chain(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  yield* rest;
}
