import { type ElfSymbols, readHostSymbols } from "../rootfs/elf-symbols.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";

/** The symbols of an ELF file; `undefined` where they can't be read. */
export type SymbolReader = (node: HostNode) => ElfSymbols | undefined;

/** Bytes of tables that are kept; the C library's are 150 kilobytes. */
const KEPT = 32 * 1024 * 1024;

/** Reads symbols and keeps those that were asked for last. */
export const symbolReader = (rootfs: HostRootfs): SymbolReader => {
  // A Map has its keys in the order in which they were set.
  const kept = new Map<number, ElfSymbols>();
  let size = 0;
  return (node) => {
    const inode = node.contentOffset;
    const known = kept.get(inode);
    const symbols = known ?? readHostSymbols(rootfs, node);
    if (symbols === undefined) return undefined;
    if (known === undefined) size += symbols.size;
    kept.delete(inode);
    kept.set(inode, symbols);
    for (const [oldest, { size: freed }] of kept) {
      if (size <= KEPT || oldest === inode) break;
      kept.delete(oldest);
      size -= freed;
    }
    return symbols;
  };
};
