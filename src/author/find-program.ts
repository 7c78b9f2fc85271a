import { scriptLineOf } from "../execution/script-file.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import type { ElfReader } from "../loader/elf-reader.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf, parentOf } from "../rootfs/paths.ts";

/** A program or script of the host. */
export interface Program {
  /** Absolute, as the container is to name it. */
  readonly path: string;
  readonly node: HostNode;
}

/** Where a name without a slash is looked for: the PATH that a container has by itself. */
export const PROGRAM_PATH: readonly string[] = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** The file that a name stands for; undefined where the host has none. One that finds its libraries beside itself keeps its own place, and so does a script, whose modules may lie there. */
export const findProgram = (rootfs: HostRootfs, readElf: ElfReader, name: string): Program | undefined => {
  const candidates = name.includes("/") ? [`/${normalizePath(name)}`] : PROGRAM_PATH.map((directory) => `${directory}/${name}`);
  for (const path of candidates) {
    const found = lookup(rootfs, path);
    if (found.kind !== "found" || found.node.type !== "file") continue;
    const elf = readElf(found.node);
    const hasOrigin = elf?.kind === "elf" && [...elf.runpath, ...elf.rpath].some((each) => /\$\{?ORIGIN/.test(each));
    const directory = parentOf(found.node.path);
    const hasBeside = hasOrigin || (scriptLineOf(rootfs, found.node) !== undefined && !PROGRAM_PATH.includes(`/${directory}`));
    const isElsewhere = hasBeside && directory !== parentOf(normalizePath(path));
    return { path: isElsewhere ? `/${found.node.path}` : path, node: found.node };
  }
  return undefined;
};

/** Whether its file has programs of many names in it, as BusyBox does. */
export const isOfManyNames = ({ path, node }: Program): boolean => !baseOf(node.path).startsWith(baseOf(path));
