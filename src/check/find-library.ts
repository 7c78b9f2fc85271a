import type { Elf, ElfDamage } from "../rootfs/elf.ts";
import type { HostNode, Lookup, Searchable } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { joinPath } from "../rootfs/paths.ts";
import type { ElfReader } from "./elf-reader.ts";

/** What became of a library's name. */
export type Resolution =
  /** `path` is the one searched, relative. */
  | { readonly kind: "found"; readonly path: string; readonly node: HostNode; readonly elf: Elf }
  /** It is there, but only the device knows what it is. */
  | { readonly kind: "unknown" }
  /** `misfit` is the first file of that name, which is not for this machine. */
  | { readonly kind: "missing"; readonly misfit: Misfit | undefined };

export interface Misfit {
  readonly path: string;
  readonly elf: Elf | ElfDamage | undefined;
}

/** Finds a name in directories, or a name with a slash as it stands; `like` is the object that the library has to fit. */
export type FindLibrary = (name: string, directories: readonly string[], like: Elf | undefined) => Resolution;

/** Finds libraries in a rootfs, each name once per list of directories; `unknown` are the paths that only the device has. */
export const libraryFinder = (rootfs: Searchable, readElf: ElfReader, unknown: ReadonlySet<string>): FindLibrary => {
  const seen = new Map<string, Lookup>();
  const look = (path: string): Lookup => {
    const found = seen.get(path) ?? lookup(rootfs, path);
    seen.set(path, found);
    return found;
  };
  /** Many names are searched in few directories, each of which is looked up once. */
  const lookIn = (directory: string, name: string): Lookup => {
    const there = look(directory);
    if (there.kind === "loop") return there;
    const path = joinPath(there.kind === "found" ? there.node.path : there.path, name);
    const node = there.kind === "found" && there.node.type === "directory" ? rootfs.nodes.get(path) : undefined;
    if (node?.type === "symlink") return look(path);
    return node === undefined ? { kind: "missing", path } : { kind: "found", node };
  };
  const search: FindLibrary = (name, directories, like) => {
    let misfit: Misfit | undefined;
    const isPath = name.includes("/");
    for (const directory of isPath ? ONCE : directories) {
      const path = isPath ? name : `${directory}/${name}`;
      const found = isPath ? look(path) : lookIn(directory, name);
      if (found.kind === "missing" && unknown.has(found.path)) return { kind: "unknown" };
      if (found.kind !== "found") continue;
      const elf = readElf(found.node);
      if (elf?.kind === "elf" && fits(elf, like)) return { kind: "found", path: path.replace(/^\/+/, ""), node: found.node, elf };
      misfit ??= { path: found.node.path, elf };
    }
    return { kind: "missing", misfit };
  };
  const known = new WeakMap<readonly string[], Map<number, Map<string, Resolution>>>();
  const knownOf = (directories: readonly string[], like: Elf | undefined): Map<string, Resolution> => {
    const inThese = known.get(directories) ?? new Map<number, Map<string, Resolution>>();
    known.set(directories, inThese);
    const kind = like === undefined ? -1 : like.machine * 4 + (like.bits === 64 ? 2 : 0) + (like.endian === "big" ? 1 : 0);
    const ofKind = inThese.get(kind) ?? new Map<string, Resolution>();
    inThese.set(kind, ofKind);
    return ofKind;
  };
  return (name, directories, like) => {
    const names = knownOf(directories, like);
    const resolution = names.get(name) ?? search(name, directories, like);
    names.set(name, resolution);
    return resolution;
  };
};

const ONCE = [""];

const fits = (elf: Elf, like: Elf | undefined): boolean =>
  like === undefined || (elf.bits === like.bits && elf.endian === like.endian && elf.machine === like.machine);
