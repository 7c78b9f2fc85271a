import { closeSync, createReadStream, existsSync, fstatSync, openSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { allOf, chunksOf } from "../bytes/content.ts";
import type { ByteSource } from "../bytes/source.ts";
import { compressionOf, MAGIC_LENGTH } from "./compression.ts";
import { decompress } from "./decompress.ts";
import { fileSource } from "./file-source.ts";
import { HostError, type OpenedTarball, type TarballDoor } from "./host.ts";
import { assertInputsUnchanged, watchInput } from "./input-watch.ts";
import { directoryPacker } from "./pack-directory.ts";
import { spoolTool, type TarMaker } from "./spool-tool.ts";
import { openSpool, type Spool } from "./spool.ts";
import { systemError } from "./system-error.ts";
import { unpackFile, unpackingTool } from "./unpack-file.ts";
import { isSquashfs, squashfsUnpacker } from "./unpack-squashfs.ts";

const READ_AHEAD = 1024 * 1024;

/** Far more than a device has room for: a stream without end is told from a large one. */
const MAX_UNPACKED = 64 * 1024 ** 3;

/** What closes the files that are open. */
type Closings = Set<() => void>;

/** Gives `use` what opens tarballs, and closes them all when it ends, also by a failure. */
export const withTarballs = async <T>(use: (door: TarballDoor) => Promise<T>): Promise<T> => {
  const closings: Closings = new Set();
  try {
    const value = await use({
      open: (path, progress) => openTarball(path, progress, closings),
      unpack: async (file, source) => {
        if (compressionOf(headOf(source)) === "none") return source;
        const spool = spoolIn(closings, file);
        await unpack(Readable.from(chunksOf(allOf(source))), { file, progress: () => undefined, spool });
        return spool.finish();
      },
      spool: (file, chunks) => {
        const spool = spoolIn(closings, file);
        for (const chunk of chunks) spool.write(chunk);
        return spool.finish();
      },
    });
    assertInputsUnchanged();
    return value;
  } catch (cause) {
    // What went wrong went wrong because of that.
    assertInputsUnchanged();
    throw cause;
  } finally {
    for (const close of closings) close();
  }
};

/** Gives `use` the bytes of a file as they are, and closes it when it ends. */
export const withFile = <T>(path: string, use: (bytes: ByteSource) => T): T => {
  const fd = openInput(path);
  try {
    return use(fileSource(fd, fstatSync(fd).size, path));
  } finally {
    closeSync(fd);
  }
};

const spoolIn = (closings: Closings, file: string): Spool => {
  const spool = openSpool(file);
  closings.add(spool.close);
  return spool;
};

/** A plain file is read in place; anything else becomes a temporary file first: what is compressed, comes through a pipe, or is made by a tool. */
const openTarball = async (path: string, progress: (bytes: number) => void, closings: Closings): Promise<OpenedTarball> => {
  const file = path === "-" ? "standard input" : path;
  const fd = path === "-" ? 0 : openInput(path);
  const close = (): void => (fd === 0 ? undefined : closeSync(fd));
  closings.add(close);
  const stat = fstatSync(fd);
  const make = async (maker: TarMaker, origin: OpenedTarball["origin"]): Promise<OpenedTarball> => {
    const spool = spoolIn(closings, file);
    const leftOut = await spoolTool(maker, spool, progress);
    return { source: spool.finish(), origin, leftOut };
  };
  if (stat.isDirectory()) {
    if (existsSync(join(path, "oci-layout"))) throw new HostError(file, LAYOUT);
    return await make(directoryPacker(path), "directory");
  }
  if (stat.isCharacterDevice()) throw new HostError(file, DEVICE);
  if (stat.isFile()) closings.add(watchInput(file, path === "-" ? undefined : path));
  const source = fileSource(fd, stat.size, file);
  const head = stat.isFile() ? headOf(source) : undefined;
  if (head !== undefined && path !== "-" && isSquashfs(head)) return await make(squashfsUnpacker(path), "image");
  if (head !== undefined && compressionOf(head) === "none") return { source, origin: "tarball", leftOut: [] };
  const spool = spoolIn(closings, file);
  const compression = head === undefined || path === "-" ? "none" : compressionOf(head);
  const tool = unpackingTool(compression);
  if (tool !== undefined) {
    const onSize = sizeListener(file, progress);
    await spool.fill((into) => unpackFile(tool, { file, compression, from: fd, into, onSize }));
    return { source: spool.finish(), origin: "tarball", leftOut: [] };
  }
  // The stream closes what it reads, standard input aside.
  closings.delete(close);
  const input = createReadStream("", { fd, highWaterMark: READ_AHEAD, autoClose: fd !== 0 });
  try {
    await unpack(input, { file, progress, spool });
  } finally {
    input.destroy();
  }
  return { source: spool.finish(), origin: "tarball", leftOut: [] };
};

const LAYOUT = "is an OCI image layout, not a tarball: an overlay in it is named oci:<directory>[:tag]";

/** `/dev/zero` never ends, and nobody types a tarball. */
const DEVICE = "is a device or a terminal, not a tarball";

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

interface Unpacking {
  readonly file: string;
  readonly progress: (bytes: number) => void;
  readonly spool: Spool;
}

const unpack = async (input: Readable, { file, progress, spool }: Unpacking): Promise<void> => {
  const { head, stream } = await peek(input, file);
  let total = 0;
  const onSize = sizeListener(file, progress);
  await decompress(stream, compressionOf(head), file, (chunk) => {
    spool.write(chunk);
    onSize((total += chunk.length));
  });
};

/** Hears of the bytes unpacked so far; throws where they are too many. */
const sizeListener =
  (file: string, progress: (bytes: number) => void) =>
  (bytes: number): void => {
    if (bytes > MAX_UNPACKED) throw new HostError(file, `unpacks to more than ${MAX_UNPACKED} bytes`);
    progress(bytes);
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
