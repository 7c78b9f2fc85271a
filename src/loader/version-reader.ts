import { type ElfVersions, readHostVersions } from "../rootfs/elf-versions.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";

/** The versions of an ELF file; `undefined` where they can't be read. */
export type VersionReader = (node: HostNode) => ElfVersions | undefined;

/** Reads those of every inode once: only what is started is asked for. */
export const versionReader = (rootfs: HostRootfs): VersionReader => {
  const known = new Map<number, ElfVersions | undefined>();
  return (node) => {
    if (!known.has(node.contentOffset)) known.set(node.contentOffset, readHostVersions(rootfs, node));
    return known.get(node.contentOffset);
  };
};
