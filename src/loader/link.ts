import type { Loaded, Need, Resolution } from "./loaded.ts";

/** How a program is linked. */
export interface Linking {
  /** What LD_PRELOAD has loaded before the program's own needs. */
  readonly preloads: readonly Need[];
  /** Names that stand for something before any search: the interpreter's own. */
  readonly preset: ReadonlyMap<string, Resolution>;
  readonly find: (name: string, by: Loaded) => Resolution;
  /** Whether what is loaded serves under its DT_SONAME, too. */
  readonly knowsSonames: boolean;
  /** Whether an object's own needs count. */
  readonly counts: (object: Loaded) => boolean;
}

export interface Linked {
  readonly needs: readonly Need[];
  /** What became of the libraries of LD_PRELOAD. */
  readonly preloads: readonly Need[];
  /** What is loaded, in that order: the program, what is preloaded, and then what these need, breadth first. */
  readonly objects: readonly Loaded[];
}

/**
 * What a loader loads for a program, breadth first as it does (elf/dl-deps.c; ldso/dynlink.c, load_deps): a name that was loaded before is
 * not searched again, and a file is loaded once whatever its names.
 */
export const link = (main: Loaded, { preloads, preset, find, knowsSonames, counts }: Linking): Linked => {
  const known = new Map(preset);
  const inodes = new Set([main.node.contentOffset]);
  const objects = [main];
  if (knowsSonames && main.elf.soname !== undefined) known.set(main.elf.soname, { kind: "found", ...main });
  const take = ({ name, by, resolution }: Need): void => {
    if (resolution.kind === "missing") return;
    known.set(name, resolution);
    if (resolution.kind === "unknown") return;
    const { path, node, elf } = resolution;
    if (knowsSonames && elf.soname !== undefined && !known.has(elf.soname)) known.set(elf.soname, resolution);
    if (inodes.has(node.contentOffset)) return;
    inodes.add(node.contentOffset);
    objects.push({ path, node, elf, parent: by });
  };
  preloads.forEach(take);
  const needs: Need[] = [];
  for (const by of objects) {
    for (const name of counts(by) ? by.elf.needed : []) {
      const need = { name, by, resolution: known.get(name) ?? find(name, by) };
      needs.push(need);
      take(need);
    }
  }
  return { needs, preloads, objects };
};
