import { parentOf } from "../rootfs/paths.ts";
import type { Elf } from "../rootfs/elf.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import type { Resolution } from "./find-library.ts";

/** An ELF file and the one that had it loaded. */
export interface Loaded {
  /** As it was found, relative; its directory is what `$ORIGIN` stands for. */
  readonly path: string;
  readonly node: HostNode;
  readonly elf: Elf;
  readonly parent: Loaded | undefined;
}

/** A name that an ELF file needs, and what became of it. */
export interface Need {
  readonly name: string;
  readonly by: Loaded;
  readonly resolution: Resolution;
}

/** How a program is linked. */
export interface Linking {
  /** Names that are loaded before the program's own. */
  readonly preset: ReadonlyMap<string, Resolution>;
  readonly find: (name: string, by: Loaded) => Resolution;
  /** Whether an object's own needs count. */
  readonly counts: (object: Loaded) => boolean;
}

/**
 * What ld.so(8) loads for a program, breadth first as it does: a name that was loaded before, or that is the DT_SONAME of something
 * loaded, is not searched again.
 */
export const link = (main: Loaded, { preset, find, counts }: Linking): readonly Need[] => {
  const known = new Map(preset);
  const inodes = new Set([main.node.contentOffset]);
  const queue = [main];
  const needs: Need[] = [];
  for (const by of queue) {
    for (const name of counts(by) ? by.elf.needed : []) {
      const resolution = known.get(name) ?? find(name, by);
      needs.push({ name, by, resolution });
      if (resolution.kind === "missing") continue;
      known.set(name, resolution);
      if (resolution.kind === "unknown") continue;
      if (resolution.elf.soname !== undefined) known.set(resolution.elf.soname, resolution);
      if (inodes.has(resolution.node.contentOffset)) continue;
      inodes.add(resolution.node.contentOffset);
      const { path, node, elf } = resolution;
      queue.push({ path, node, elf, parent: by });
    }
  }
  return needs;
};

/** The directories where an object's needs are searched before the system's, absolute and in order: ld.so(8). */
export const searchDirectories = (by: Loaded, environment: readonly string[]): readonly string[] => [
  ...(by.elf.runpath.length > 0 ? [] : inheritedRpath(by)),
  ...withOrigin(environment, by),
  ...withOrigin(by.elf.runpath, by),
];

/** Directories with `$ORIGIN` replaced; relative ones and other tokens depend on the running process and are left out. */
export const withOrigin = (directories: readonly string[], { path }: Pick<Loaded, "path">): readonly string[] =>
  directories
    .map((directory) => directory.replace(/\$ORIGIN\b|\$\{ORIGIN\}/g, `/${parentOf(path)}`))
    .filter((directory) => directory.startsWith("/") && !directory.includes("$"));

/** The RPATH of an object and of those that had it loaded, each directory once; known for each object, for chains can be long. */
const inheritedRpath = (by: Loaded): readonly string[] => {
  const known = inherited.get(by);
  if (known !== undefined) return known;
  const own = by.elf.runpath.length > 0 ? [] : withOrigin(by.elf.rpath, by);
  const above = by.parent === undefined ? [] : inheritedRpath(by.parent);
  const all = own.length === 0 ? above : [...new Set([...own, ...above])];
  inherited.set(by, all);
  return all;
};

const inherited = new WeakMap<Loaded, readonly string[]>();
