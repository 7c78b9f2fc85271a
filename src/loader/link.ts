import { baseOf } from "../rootfs/paths.ts";
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
  const inodes = new Map([[main.node.contentOffset, main]]);
  const objects = [main];
  if (knowsSonames && main.elf.soname !== undefined) known.set(main.elf.soname, { kind: "found", ...main });
  const found = new Set<number>();
  const take = ({ name, by, resolution }: Need): void => {
    if (resolution.kind === "missing") return;
    if (resolution.kind === "unknown") return void known.set(name, resolution);
    const { path, node, elf } = resolution;
    const inode = node.contentOffset;
    const loaded = inodes.get(inode);
    if (loaded === undefined || knowsSonames || name.includes("/")) known.set(name, resolution);
    else if (!found.has(inode)) known.set(...shortName(loaded, known, objects));
    if (!name.includes("/")) found.add(inode);
    if (knowsSonames && elf.soname !== undefined && !known.has(elf.soname)) known.set(elf.soname, resolution);
    if (loaded !== undefined) return;
    const object = { path, node, elf, parent: by };
    inodes.set(inode, object);
    objects.push(object);
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

/**
 * What was loaded by its path serves under the last part of that once a search has found the same file, and of several of one name the one that
 * was loaded first (musl, ldso/dynlink.c, load_library: shortname).
 */
const shortName = (
  { path, node, elf }: Loaded,
  known: ReadonlyMap<string, Resolution>,
  objects: readonly Loaded[],
): readonly [string, Resolution] => {
  const name = baseOf(path);
  const other = known.get(name);
  const isOthers = other !== undefined && (other.kind !== "found" || indexOf(objects, other.node) < indexOf(objects, node));
  return [name, isOthers ? other : { kind: "found", path, node, elf }];
};

const indexOf = (objects: readonly Loaded[], { contentOffset }: Loaded["node"]): number =>
  objects.findIndex(({ node }) => node.contentOffset === contentOffset);
