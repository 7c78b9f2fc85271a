import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { boot } from "./boot.ts";
import { makeInitrd } from "./initrd.ts";
import type { Machine } from "./machines.ts";
import { fetchParts } from "./parts.ts";
import { run } from "./run.ts";

export interface Question {
  readonly machine: Machine;
  /** Tarball of the rootfs that the device boots. */
  readonly rootfs: string;
  /** Absolute paths of the ELF files. */
  readonly files: readonly string[];
  /** File for all that the device writes to its console. */
  readonly log: string;
  /** Seconds after which the device is switched off. */
  readonly limit: number;
}

export interface LoaderSaid {
  /** What ld.so printed, below a line `= FILE` for each. */
  readonly answers: string;
  /** The cache that the device's ldconfig made, with which it was asked. */
  readonly cache: Uint8Array;
}

/** Boots a device with a rootfs, lets its own loader say what it loads for files, and gives that. */
export const askLoader = async ({ machine, rootfs, files, log, limit }: Question): Promise<LoaderSaid> => {
  const parts = await fetchParts(machine);
  const work = mkdtempSync(join(tmpdir(), "lxc-overlay-loader-"));
  try {
    const disk = join(work, "disk");
    await fillDisk(disk, join(work, "root"), { machine, rootfs, files });
    const initrd = await makeInitrd(parts, work);
    await boot({ machine, kernel: parts.kernel, initrd, disks: { device: disk }, program: "/test/ask", words: [], log, limit });
    const read = async (path: string): Promise<Buffer> => run("debugfs", "-R", `cat ${path}`, disk);
    return { answers: (await read("/test/answers")).toString(), cache: await read("/etc/ld.so.cache") };
  } finally {
    rmSync(work, { recursive: true });
  }
};

/** A disk with the rootfs and the question, so that the device has nothing to extract. Owners don't matter there, nor do device nodes. */
const fillDisk = async (disk: string, root: string, { machine, rootfs, files }: Omit<Question, "log" | "limit">): Promise<void> => {
  mkdirSync(join(root, "test"), { recursive: true });
  await run("bsdtar", "-xf", rootfs, "-C", root, "--no-same-owner", "--exclude", "./dev/*");
  for (const each of ["dev", "proc", "sys", "run", "tmp"]) mkdirSync(join(root, each), { recursive: true });
  copyFileSync(join(import.meta.dirname, "ask"), join(root, "test/ask"));
  writeFileSync(join(root, "test/loader"), machine.loader);
  writeFileSync(join(root, "test/files"), files.map((file) => `${file}\n`).join(""));
  await run("mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", "-d", root, disk, "1500M");
};
