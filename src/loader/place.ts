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

/** Places with those of their subdirectories that are for the processor, which are searched before each (ld.so(8), "Hardware capabilities"). */
export const withVariants = (places: readonly Place[], variants: readonly string[], files: FileOpener): readonly Place[] =>
  places.flatMap((place) =>
    place.kind === "cache"
      ? place
      : [...files.directoriesIn(place.path, variants).map((path): Place => ({ kind: "directory", path })), place],
  );

/** Opens what a place has for a name. */
export const candidateIn = (place: Place, name: string, { files, variants }: Looking): Candidate | undefined => {
  if (place.kind === "directory") return { path: `${place.path}/${name}`, opened: files.openIn(place.path, name) };
  const library = pick(place.libraries.get(name), variants, place.accepts);
  if (library === undefined || place.ignores?.(library.path) === true) return undefined;
  return { path: library.path, opened: files.open(library.path) };
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
