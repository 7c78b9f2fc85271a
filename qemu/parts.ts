import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Machine } from "./machines.ts";

const RECIPE = ["fetch", "../test/support/make-debian-rootfs"].map((file) => join(import.meta.dirname, file));
const CACHE = resolve(process.env["LXC_OVERLAY_QEMU_CACHE"] ?? join(import.meta.dirname, "../.cache/qemu"));

/** Paths of what a device is made of. */
export interface Parts {
  /** Tarball of its rootfs, without the files of the tests. */
  readonly debian: string;
  readonly kernel: string;
  /** busybox and drivers, without an init. */
  readonly initrd: string;
}

/** What Debian has for a device, from the cache (.cache/qemu, or the directory that LXC_OVERLAY_QEMU_CACHE names) or fetched. */
export const fetchParts = async ({ debian, kernel }: Machine): Promise<Parts> => {
  const recipe = RECIPE.reduce((hash, file) => hash.update(readFileSync(file)), createHash("sha256"))
    .digest("hex")
    .slice(0, 12);
  const directory = join(CACHE, `${debian}-${recipe}`);
  await promisify(execFile)("sh", [join(import.meta.dirname, "fetch"), debian, kernel, directory]);
  return { debian: join(directory, "debian.tar"), kernel: join(directory, "kernel"), initrd: join(directory, "initrd.gz") };
};
