import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import type { ElfReader } from "../loader/elf-reader.ts";

/** A name that a program asks its loader for: a library, or its interpreter. */
export interface LoadedName {
  readonly name: string;
  /** Where it is looked for, absolute. */
  readonly paths: readonly string[];
}

export interface Loading {
  readonly rootfs: HostRootfs;
  readonly readElf: ElfReader;
  /** Where the loader looks beside the paths that a file names itself, absolute. */
  readonly directories: readonly string[];
}

/** What a program on the host loads at its start, and what that needs in turn: ld.so(8). */
export const loadedBy = ({ rootfs, readElf, directories }: Loading, program: string): readonly LoadedName[] => {
  const loaded = new Map<string, LoadedName>();
  const pending = [program];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const found = lookup(rootfs, path);
    const elf = found.kind === "found" ? readElf(found.node) : undefined;
    if (elf?.kind !== "elf") continue;
    for (const name of [...(elf.interpreter === undefined ? [] : [elf.interpreter]), ...elf.needed]) {
      if (loaded.has(name)) continue;
      const searched = [...elf.rpath, ...elf.runpath, ...directories];
      const paths = name.includes("/") ? [name] : searched.map((directory) => `${directory}/${name}`);
      loaded.set(name, { name, paths });
      pending.push(...paths.filter((each) => lookup(rootfs, each).kind === "found").slice(0, 1));
    }
  }
  return [...loaded.values()];
};
