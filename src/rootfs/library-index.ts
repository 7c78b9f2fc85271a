import type { HostRootfs } from "./host-rootfs.ts";
import { closestLibraryNames, directoryOfLibrary, findLibraries, librariesIn, type LibraryMatch, sharedObjectsOf } from "./libraries.ts";

/** The libraries of a host, for many containers that search mostly the same directories for mostly the same names. */
export interface LibraryIndex {
  /** What an entry names in directories: see findLibraries. */
  find(directories: readonly string[], entry: string): readonly LibraryMatch[];
  /** Entries that would have found something: see closestLibraryNames. */
  closest(directories: readonly string[], entry: string): readonly string[];
  /** A directory anywhere in which an entry names a shared object: see directoryOfLibrary. */
  elsewhere(entry: string): string | undefined;
}

/** An index that lists each list of directories once, and searches each entry in it once. */
export const libraryIndex = (rootfs: HostRootfs): LibraryIndex => {
  const listed = new Map<string, { readonly libraries: readonly LibraryMatch[]; readonly found: Map<string, readonly LibraryMatch[]> }>();
  let sharedObjects: readonly string[] | undefined;
  const listOf = (directories: readonly string[]) => {
    const key = directories.join("\0");
    const list = listed.get(key) ?? { libraries: librariesIn(rootfs, directories), found: new Map() };
    listed.set(key, list);
    return list;
  };
  return {
    find: (directories, entry) => {
      const { libraries, found } = listOf(directories);
      const matches = found.get(entry) ?? findLibraries(libraries, entry);
      found.set(entry, matches);
      return matches;
    },
    closest: (directories, entry) => closestLibraryNames(listOf(directories).libraries, entry),
    elsewhere: (entry) => directoryOfLibrary((sharedObjects ??= sharedObjectsOf(rootfs)), entry),
  };
};
