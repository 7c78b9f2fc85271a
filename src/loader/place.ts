import type { CachedLibrary, LibraryCache } from "./ld-so-cache.ts";
import type { Opened, FileOpener } from "./open-file.ts";

/** Where a loader looks for a name. */
export type Place =
  | { readonly kind: "directory"; readonly path: string }
  /** What the cache says of the name, if a library of this kind and ABI is wanted. */
  | {
      readonly kind: "cache";
      readonly libraries: LibraryCache;
      readonly accepts: (flags: number) => "exact" | "also" | "no";
      /** Whether a path that it names does not count; absent where all do. */
      readonly ignores?: (path: string) => boolean;
    };

/** A file that a place has for a name. */
export interface Candidate {
  readonly path: string;
  readonly opened: Opened;
}

export interface Looking {
  readonly files: FileOpener;
  /** The subdirectories that are for the processor, in order. */
  readonly variants: readonly string[];
}

/** Opens what a place has for a name, what is made for newer processors first (ld.so(8), "Hardware capabilities"). */
export const candidatesIn = (place: Place, name: string, { files, variants }: Looking): readonly Candidate[] => {
  if (place.kind === "cache") {
    const library = pick(place.libraries.get(name), variants, place.accepts);
    return library === undefined || place.ignores?.(library.path) === true
      ? []
      : [{ path: library.path, opened: files.open(library.path) }];
  }
  const better = files.directoriesIn(place.path, variants);
  if (better.length === 0) return [{ path: `${place.path}/${name}`, opened: files.openIn(place.path, name) }];
  return [...better, place.path].map((directory) => ({ path: `${directory}/${name}`, opened: files.openIn(directory, name) }));
};

/** The one library of a name that glibc takes from its cache (elf/dl-cache.c, search_cache). */
const pick = (
  libraries: readonly CachedLibrary[] | undefined,
  variants: readonly string[],
  accepts: (flags: number) => "exact" | "also" | "no",
): CachedLibrary | undefined => {
  if (libraries === undefined) return undefined;
  const accepted = libraries.filter(({ flags }) => accepts(flags) !== "no");
  for (const variant of variants) {
    const better = accepted.find(({ hwcaps }) => hwcaps !== undefined && variant === `glibc-hwcaps/${hwcaps}`);
    if (better !== undefined) return better;
  }
  const plain = accepted.filter(({ hwcaps }) => hwcaps === undefined);
  return plain.find(({ flags }) => accepts(flags) === "exact") ?? plain[0];
};
