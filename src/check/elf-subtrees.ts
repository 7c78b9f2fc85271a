import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import type { ElfReader } from "../loader/elf-reader.ts";
import { ELF_MAGIC } from "../rootfs/elf.ts";

/** What a bind of a host path shows. */
export interface ElfSubtree {
  /** How many nodes of any type at most. */
  readonly size: number;
  /** Those that are ELF files, damaged ones among them. */
  readonly files: readonly HostNode[];
}

/** Looks through the tree below each real path of the host once, however many containers show it. */
export const elfSubtrees = (host: HostRootfs, readElf: ElfReader): ((path: string) => ElfSubtree) => {
  const known = new Map<string, ElfSubtree>();
  return (path) => {
    const subtree = known.get(path) ?? lookThrough(host, path, readElf);
    known.set(path, subtree);
    return subtree;
  };
};

const lookThrough = (host: HostRootfs, path: string, readElf: ElfReader): ElfSubtree => {
  const { size, files } = host.nodes.filesBelow(path, ELF_MAGIC);
  return { size, files: files.filter((node) => readElf(node) !== undefined) };
};
