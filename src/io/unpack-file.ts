import { spawn } from "node:child_process";
import { fstatSync } from "node:fs";
import type { Compression } from "./compression.ts";
import { damaged, reasonIn } from "./damaged.ts";
import { findTool } from "./find-tool.ts";
import { HostError } from "./host.ts";

/** Tools that write a file with holes where there are zeros, as the spool does; what is not known of a file's size costs no disk so. */
const TOOLS: Readonly<Partial<Record<Compression, readonly string[]>>> = {
  zstd: ["-d", "-c", "-q", "--long=31", "--sparse"],
  // xz(1), --no-sparse: holes are made where standard output is a regular file.
  xz: ["-d", "-c"],
};

/** In milliseconds. */
const LOOK_EVERY = 100;

/** What is unpacked: an open file from its begin on, and into which one. */
export interface FileToUnpack {
  readonly file: string;
  readonly compression: Compression;
  readonly from: number;
  readonly into: number;
  /** Hears of the bytes unpacked so far, and may throw. */
  readonly onSize: (bytes: number) => void;
}

/** The words with which a file that is compressed so is unpacked by its tool alone, whose bytes then never come through this process. */
export const unpackingTool = (compression: Compression): readonly [string, ...string[]] | undefined => {
  const words = TOOLS[compression];
  const tool = words === undefined ? undefined : findTool(compression);
  return tool === undefined || words === undefined ? undefined : [tool, ...words];
};

/** Has a tool read one file and write another. Damaged data is a HostError that names the file. */
export const unpackFile = (
  [tool, ...words]: readonly [string, ...string[]],
  { file, compression, from, into, onSize }: FileToUnpack,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(tool, words, { env: { LC_ALL: "C" }, stdio: [from, into, "pipe"] });
    let complaint = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (complaint += text));
    const look = (): void => {
      try {
        onSize(fstatSync(into).size);
      } catch (cause) {
        child.kill();
        reject(cause);
      }
    };
    const looking = setInterval(look, LOOK_EVERY);
    child.on("error", reject).on("close", (status) => {
      clearInterval(looking);
      look();
      if (status === 0) resolve();
      else reject(noRoom(file, complaint) ?? damaged(file, compression, reasonIn(complaint) ?? `${compression} failed`));
    });
  });

/** What strerror(3) says where a disk is full. */
const noRoom = (file: string, complaint: string): HostError | undefined => {
  const [reason] = /No space left on device|Disk quota exceeded|File too large/.exec(complaint) ?? [];
  return reason === undefined ? undefined : new HostError(file, `can't be unpacked: ${reason} (TMPDIR chooses another directory)`);
};
