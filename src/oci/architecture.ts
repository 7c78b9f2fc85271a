import { readHostElf } from "../rootfs/elf.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";

/** The architecture of a rootfs as Go names it: that of the first ELF file that a kernel could run; `unknown` where there is none. */
export const architectureOf = (rootfs: HostRootfs): string => {
  for (const node of rootfs.nodes) {
    const elf = node.type === "file" && (node.mode & 0o111) !== 0 ? readHostElf(rootfs, node) : undefined;
    if (elf?.kind !== "elf" || elf.type === "relocatable") continue;
    const name = NAMES[`${elf.machine} ${elf.bits} ${elf.endian}`];
    if (name !== undefined) return name;
  }
  return "unknown";
};

/** By e_machine, word size and byte order (elf(5)). */
const NAMES: Readonly<Record<string, string>> = {
  "3 32 little": "386",
  "8 32 little": "mipsle",
  "8 32 big": "mips",
  "8 64 little": "mips64le",
  "8 64 big": "mips64",
  "21 64 little": "ppc64le",
  "21 64 big": "ppc64",
  "22 64 big": "s390x",
  "40 32 little": "arm",
  "62 64 little": "amd64",
  "183 64 little": "arm64",
  "243 64 little": "riscv64",
  "258 64 little": "loong64",
};
