import { randomBytes } from "node:crypto";
import { closeSync, fstatSync, ftruncateSync, openSync, rmSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ByteSource } from "../bytes/source.ts";
import { fileSource } from "./file-source.ts";
import { onSignals } from "./signals.ts";
import { systemError } from "./system-error.ts";

export interface Spool {
  write(chunk: Uint8Array): void;
  /** Has something else write the file, which is empty, and waits for it. */
  fill(by: (fd: number) => Promise<void>): Promise<void>;
  /** What was written, to be read anywhere. */
  finish(): ByteSource;
  close(): void;
}

const BLOCK = 64 * 1024;
const ZEROS = Buffer.alloc(BLOCK);

/** A temporary file without a name, for a stream that is to be read at random; blocks of zeros become holes. */
export const openSpool = (file: string): Spool => {
  const directory = tmpdir();
  const guarded = <T>(action: () => T): T => {
    try {
      return action();
    } catch (cause) {
      throw systemError(directory, `can't hold the unpacked ${file} (TMPDIR chooses another directory)`, cause);
    }
  };
  const fd = guarded(() => openUnnamed(directory));
  let size = 0;
  return {
    write: (chunk) =>
      guarded(() => {
        writeBlocks(fd, chunk, size);
        size += chunk.length;
      }),
    fill: async (by) => {
      await by(fd);
      ({ size } = fstatSync(fd));
    },
    finish: () => {
      guarded(() => ftruncateSync(fd, size));
      return fileSource(fd, size, file);
    },
    close: () => closeSync(fd),
  };
};

const openUnnamed = (directory: string): number => {
  const path = join(directory, `lxc-overlay-${randomBytes(8).toString("hex")}`);
  // A signal may come in between.
  const release = onSignals(() => rmSync(path, { force: true }));
  try {
    const fd = openSync(path, "wx+", 0o600);
    unlinkSync(path);
    return fd;
  } finally {
    release();
  }
};

/** Writes the runs of blocks that are not all zeros; blocks are counted from the chunk's begin. */
const writeBlocks = (fd: number, chunk: Uint8Array, position: number): void => {
  let runBegin = 0;
  for (let begin = 0; begin < chunk.length; begin += BLOCK) {
    const end = Math.min(begin + BLOCK, chunk.length);
    if (!isZero(chunk.subarray(begin, end))) continue;
    writeRun(fd, chunk.subarray(runBegin, begin), position + runBegin);
    runBegin = end;
  }
  writeRun(fd, chunk.subarray(runBegin), position + runBegin);
};

const isZero = (block: Uint8Array): boolean => block[0] === 0 && ZEROS.compare(block, 0, block.length, 0, block.length) === 0;

const writeRun = (fd: number, run: Uint8Array, position: number): void => {
  for (let written = 0; written < run.length;) {
    written += writeSync(fd, run, written, run.length - written, position + written);
  }
};
