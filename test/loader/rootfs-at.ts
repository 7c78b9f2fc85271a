import { readFileSync } from "node:fs";
import { memorySource } from "../../src/bytes/memory-source.ts";
import { readHostElf } from "../../src/rootfs/elf.ts";
import type { HostRootfs } from "../../src/rootfs/host-rootfs.ts";
import { readHost } from "../../src/rootfs/read-host.ts";

/** The rootfs in a tarball. */
export const rootfsAt = (file: string): HostRootfs => {
  const { value, diagnostics } = readHost({ file, source: memorySource(readFileSync(file)) });
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return value.rootfs;
};

/** The absolute paths of a rootfs' programs and libraries that a loader can be asked about: all that is linked dynamically. */
export const linkedFiles = (rootfs: HostRootfs): readonly string[] =>
  [...rootfs.nodes]
    .filter((node) => {
      if (node.type !== "file" || !BELOW.test(node.path) || LOADER.test(node.path)) return false;
      const elf = readHostElf(rootfs, node);
      return elf?.kind === "elf" && (elf.type === "shared" || (elf.type === "executable" && elf.interpreter !== undefined));
    })
    .map(({ path }) => `/${path}`)
    .toSorted();

const BELOW = /^(?:usr\/)?(?:bin|sbin|lib|libexec)\//;

/** It cannot load itself. */
const LOADER = /\/ld(?:-linux[^/]*|-musl[^/]*)?\.so\.\d$/;
