import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { readHostRange } from "../rootfs/read-file.ts";

/** Larger programs are read so far. */
const MAX_BYTES = 16 * 1024 * 1024;

/** The paths that stand in a program's bytes between zeros, below directories of configuration and data, and that the host has; absolute. */
export const pathsInProgram = (rootfs: HostRootfs, node: HostNode): readonly string[] => {
  const text = Buffer.from(readHostRange(rootfs, node, 0, Math.min(node.size, MAX_BYTES))).toString("latin1");
  const paths = new Set([...text.matchAll(PATH)].map(([path]) => path.replace(/(?<=.)\/+$/, "")));
  return [...paths].filter((path) => lookup(rootfs, path).kind === "found").sort();
};

const PATH = /(?<![\w./%~-])\/(?:etc|usr\/(?:share|lib|libexec))\/[\w.+@-]+(?:\/[\w.+@-]+)*\/?(?=\0)/g;
