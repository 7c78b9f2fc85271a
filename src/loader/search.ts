import type { Elf } from "../rootfs/elf.ts";
import type { Loaded, Misfit, Resolution } from "./loaded.ts";
import { MISSING, UNKNOWN } from "./loaded.ts";
import type { Loader, Running } from "./loader.ts";
import type { FileOpener } from "./open-file.ts";
import { machineKey } from "./machine-key.ts";
import { candidateIn, type Candidate, type Place, withVariants } from "./place.ts";
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
  /** What the first of some places that has something for a name gives. */
  const judgeOne = <At>(name: string, places: readonly At[], candidateAt: (place: At) => Candidate | undefined, like: Elf): Resolution => {
    let misfit: Misfit | undefined;
    let isUnknown = false;
    for (const place of places) {
      const candidate = candidateAt(place);
      if (candidate === undefined || candidate.opened.kind === "absent") continue;
      const { path, opened } = candidate;
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
  const searched = ({ places, variants, known }: Searched, name: string, like: Elf): Resolution => {
    const resolution = known.get(name) ?? judgeOne(name, places, (place) => candidateIn(place, name, { files, variants }), like);
    known.set(name, resolution);
    return resolution;
  };
  const known = new Map<readonly Place[], Map<string, Searched>>();
  const searchedFor = ({ by, running, variants }: Asking): Searched => {
    const places = loader.placesFor(by, running);
    const ofPlaces = known.get(places) ?? new Map<string, Searched>();
    known.set(places, ofPlaces);
    const key = `${machineKey(by.elf)} ${variants.length}`;
    const one = ofPlaces.get(key) ?? { places: withVariants(places, variants, files), variants, known: new Map<string, Resolution>() };
    ofPlaces.set(key, one);
    return one;
  };
  // An object's needs are searched one behind the other.
  const searchFor = rememberLast(searchedFor);
  return {
    findIn: (directories, name, like) =>
      judgeOne(name, directories, (directory) => ({ path: `${directory}/${name}`, opened: files.openIn(directory, name) }), like),
    find: (wanted) => {
      const { name, by, running, variants } = wanted;
      const own = loader.ownName(name);
      if (own !== undefined) return own;
      if (!name.includes("/")) {
        const found = searched(searchFor(wanted), name, by.elf);
        if (found.kind !== "missing" || variants.length === loader.variants.length) return found;
        // Only newer processors have it: which one the device has is not known.
        const onNewest = searched(searchFor({ by, running, variants: loader.variants }), name, by.elf);
        return onNewest.kind === "found" ? UNKNOWN : found;
      }
      return judgeOne(name, loader.pathsFor(name, by, running), (path) => ({ path, opened: files.open(path) }), by.elf);
    },
  };
};

/** Who needs something, and for which processor. */
type Asking = Omit<Wanted, "name">;

/** What was found in certain places for one machine and processor, by its name. */
interface Searched {
  readonly places: readonly Place[];
  readonly variants: readonly string[];
  readonly known: Map<string, Resolution>;
}

const rememberLast = <T>(make: (asking: Asking) => T): ((asking: Asking) => T) => {
  let last: (Asking & { readonly made: T }) | undefined;
  return ({ by, running, variants }) => {
    if (last?.by !== by || last.running !== running || last.variants !== variants)
      last = { by, running, variants, made: make({ by, running, variants }) };
    return last.made;
  };
};
