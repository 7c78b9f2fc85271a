import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { lxcOverlay, OPTIONS } from "../command.ts";
import { type Input, run } from "../input.ts";
import type { Descriptions } from "./description.ts";
import { type Shape, writeRootfs } from "./write-rootfs.ts";

export const madeRootfs = (path: string, shape: Shape): Input => ({ path, make: (part) => writeRootfs(part, shape) });

/** A file as a packer writes it to its standard output. */
export const packed = (from: Input, ending: string, [packer, ...options]: readonly [string, ...string[]]): Input => ({
  path: `${from.path}.${ending}`,
  from: [from],
  needs: [packer],
  make: (path) => {
    const output = openSync(path, "w");
    const done = spawnSync(packer, [...options, "-c", from.path], { stdio: ["ignore", output, "inherit"] });
    closeSync(output);
    if (done.status !== 0) throw done.error ?? new Error(`${packer} failed on ${from.path}`);
  },
});

/** The overlay of containers, and the rootfs with it applied; both by the program that is measured. */
export const overlayOf = (path: string, rootfs: Input, containers: Descriptions): Input => ({
  path,
  from: [rootfs, containers.input],
  isCheap: true,
  make: (part) => runOurs("build", ...OPTIONS, "-o", part, "-r", rootfs.path, ...containers.files),
});

export const mergedOf = (path: string, rootfs: Input, overlay: Input): Input => ({
  path,
  from: [rootfs, overlay],
  make: (part) => runOurs("apply", "-q", rootfs.path, overlay.path, "-o", part),
});

const runOurs = (...words: readonly string[]): void => run(...lxcOverlay("", words, []).words);
