import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { readHostRange } from "../rootfs/read-file.ts";

/** Larger programs are read so far. */
const MAX_BYTES = 16 * 1024 * 1024;

/** A program's bytes, a character each. */
export const programText = (rootfs: HostRootfs, node: HostNode): string =>
  Buffer.from(readHostRange(rootfs, node, 0, Math.min(node.size, MAX_BYTES))).toString("latin1");

/** The paths that stand in a program's bytes before a zero, below directories of configuration, data and what runs; absolute, sorted. */
export const pathsInProgram = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(PATH)].map(([path]) => path.replace(/(?<=.)\/+$/, "")))].sort();

const PATH = /(?<![\w./%~-])\/(?:etc|run|var\/run|usr\/(?:share|lib|libexec))\/[\w.+@-]+(?:\/[\w.+@-]+)*\/?(?=\0)/g;
