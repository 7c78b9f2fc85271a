import type { Elf } from "../rootfs/elf.ts";
import type { Loaded, Misfit, Resolution } from "./loaded.ts";
import { MISSING, UNKNOWN } from "./loaded.ts";
import type { Loader, Running } from "./loader.ts";
import type { FileOpener } from "./open-file.ts";
import { candidatesIn, type Candidate, type Place } from "./place.ts";
import type { ElfReader } from "./elf-reader.ts";

/** A name that an object needs. */
export interface Wanted {
  readonly name: string;
  readonly by: Loaded;
  readonly running: Running;
  /** The subdirectories that are for the processor, in order. */
  readonly variants: readonly string[];
}

/** Finds what a name stands for when an object needs it. */
export interface Search {
  readonly find: (wanted: Wanted) => Resolution;
  /** Finds a name in certain directories only. */
  readonly findIn: (directories: readonly string[], name: string, like: Elf) => Resolution;
}

export interface SearchInput {
  readonly loader: Loader;
  readonly files: FileOpener;
  readonly readElf: ElfReader;
}

/** Searches as a loader does, each name once per list of places. */
export const librarySearch = ({ loader, files, readElf }: SearchInput): Search => {
  const judgeOne = (name: string, candidates: Iterable<Candidate>, like: Elf): Resolution => {
    let misfit: Misfit | undefined;
    let isUnknown = false;
    for (const { path, opened } of candidates) {
      if (opened.kind === "absent") continue;
      if (opened.kind === "unknown") {
        isUnknown = true;
        continue;
      }
      if (opened.kind === "denied") {
        misfit ??= { path: opened.path, elf: undefined, isDenied: true };
        continue;
      }
      const { node } = opened;
      const elf = readElf(node);
      const fit = loader.judge(elf, like);
      if (fit === "taken" && elf?.kind === "elf") return { kind: "found", path: path.replace(/^\/+/, ""), node, elf };
      misfit ??= { path: node.path, elf, isDenied: false };
      if (fit === "fatal") return { kind: "missing", misfit };
    }
    if (isUnknown || (misfit === undefined && loader.mayFind(name))) return UNKNOWN;
    return misfit === undefined ? MISSING : { kind: "missing", misfit };
  };
  const known = new Map<readonly Place[], Map<string, Resolution>>();
  const searched = (name: string, by: Loaded, places: readonly Place[], variants: readonly string[]): Resolution => {
    const { machine, bits, endian } = by.elf;
    const key = `${name}\0${machine}\0${bits}${endian}\0${variants.length}`;
    const names = known.get(places) ?? new Map<string, Resolution>();
    known.set(places, names);
    const resolution = names.get(key) ?? judgeOne(name, candidatesOf(places, name, { files, variants }), by.elf);
    names.set(key, resolution);
    return resolution;
  };
  return {
    findIn: (directories, name, like) =>
      judgeOne(
        name,
        directories.map((directory) => ({ path: `${directory}/${name}`, opened: files.openIn(directory, name) })),
        like,
      ),
    find: ({ name, by, running, variants }) => {
      const own = loader.ownName(name);
      if (own !== undefined) return own;
      if (!name.includes("/")) {
        const found = searched(name, by, loader.placesFor(by, running), variants);
        if (found.kind !== "missing" || variants.length === loader.variants.length) return found;
        // Only newer processors have it: which one the device has is not known.
        const onNewest = searched(name, by, loader.placesFor(by, running), loader.variants);
        return onNewest.kind === "found" ? UNKNOWN : found;
      }
      const paths = loader.pathsFor(name, by, running);
      return judgeOne(
        name,
        paths.map((path) => ({ path, opened: files.open(path) })),
        by.elf,
      );
    },
  };
};

function* candidatesOf(places: readonly Place[], name: string, looking: Parameters<typeof candidatesIn>[2]): Generator<Candidate> {
  for (const place of places) yield* candidatesIn(place, name, looking);
}
