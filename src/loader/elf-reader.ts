import { type Elf, type ElfDamage, mayBeElf, readHostElf } from "../rootfs/elf.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";

/** The ELF data of a file; `undefined` for what is no regular file or no ELF. */
export type ElfReader = (node: HostNode) => Elf | ElfDamage | undefined;

/** Reads every inode of the host once, however many containers and names show it. */
export const elfReader = (rootfs: HostRootfs): ElfReader => {
  const known = new Map<number, Elf | ElfDamage | undefined>();
  return (node) => {
    if (!mayBeElf(node)) return undefined;
    if (!known.has(node.contentOffset)) known.set(node.contentOffset, readHostElf(rootfs, node));
    return known.get(node.contentOffset);
  };
};
