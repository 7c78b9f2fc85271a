import { closest } from "../diagnostics/closest.ts";
import { compareUtf8, sortByUtf8 } from "../bytes/compare-utf8.ts";
import type { HostNode, HostRootfs, Lookup } from "./host-rootfs.ts";
import { lookup } from "./lookup.ts";
import { baseOf, parentOf } from "./paths.ts";

/** A file or symlink in a library directory. */
export interface LibraryMatch {
  /** As it was given, without a trailing slash. */
  readonly directory: string;
  readonly name: string;
  /** What stands there under that name: a symlink is not followed. */
  readonly node: HostNode;
  /** Where it leads. */
  readonly follow: () => Lookup;
}

/** Those of `librariesIn` whose name is `entry` or begins with it and `.` or `-`, in their order. */
export const findLibraries = (libraries: readonly LibraryMatch[], entry: string): readonly LibraryMatch[] => {
  const matches: LibraryMatch[] = [];
  // Names that begin alike stand together.
  for (let index = firstFrom(libraries, entry); libraries[index]?.name.startsWith(entry) === true; index++) {
    const library = libraries[index];
    if (library !== undefined && isNamedBy(entry, library.name)) matches.push(library);
  }
  return matches;
};

/** The paths of all files and symlinks that are called as a shared object. */
export const sharedObjectsOf = (rootfs: HostRootfs): readonly string[] => {
  const paths: string[] = [];
  for (const { type, path } of rootfs.nodes)
    if ((type === "file" || type === "symlink") && /\.so(?:\.[^/]*)?$/.test(path)) paths.push(path);
  return paths;
};

/** The directory of one that an entry names: that with the shortest path. */
export const directoryOfLibrary = (sharedObjects: readonly string[], entry: string): string | undefined => {
  const directories = sharedObjects.flatMap((path) => (isNamedBy(entry, baseOf(path)) ? parentOf(path) : []));
  return directories.sort((a, b) => a.length - b.length || compareUtf8(a, b))[0];
};

/** Entries that would have found something and are most similar. */
export const closestLibraryNames = (libraries: readonly LibraryMatch[], entry: string): readonly string[] =>
  closest(
    entry,
    libraries.flatMap(({ name }) => entriesFor(name)),
  );

/**
 * The files and symlinks directly in directories, each name once, in the order of its bytes. A name that stands in several is taken from
 * the first; directories that are one in truth (merged /usr) count as the first of them.
 */
export const librariesIn = (rootfs: HostRootfs, directories: readonly string[]): readonly LibraryMatch[] => {
  const libraries = new Map<string, LibraryMatch>();
  const seen = new Set<string>();
  for (const given of directories) {
    const there = lookup(rootfs, given);
    if (there.kind !== "found" || seen.has(there.node.path)) continue;
    const { path } = there.node;
    seen.add(path);
    const directory = given.replace(/(?<!\/)\/+$/, "");
    for (const name of rootfs.nodes.namesIn(path)) {
      const node = rootfs.nodes.get(path === "" ? name : `${path}/${name}`);
      const isLibrary = node?.type === "file" || node?.type === "symlink";
      if (isLibrary && !libraries.has(name)) libraries.set(name, { directory, name, node, follow: follower(rootfs, node) });
    }
  }
  return sortByUtf8([...libraries.values()], ({ name }) => name);
};

/** Looks a node up once: many containers ask for the same. */
const follower = (rootfs: HostRootfs, node: HostNode): (() => Lookup) => {
  let end: Lookup | undefined;
  return () => (end ??= node.type === "file" ? { kind: "found", node } : lookup(rootfs, node.path));
};

/** The index of the first library whose name does not come before `name`. */
const firstFrom = (libraries: readonly LibraryMatch[], name: string): number => {
  let low = 0;
  let high = libraries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const library = libraries[middle];
    if (library !== undefined && compareUtf8(library.name, name) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** libbusybox never stands for its development files, whose name would fit. */
const isNamedBy = (entry: string, name: string): boolean =>
  name.startsWith(entry) &&
  (name.length === entry.length || name[entry.length] === "." || name[entry.length] === "-") &&
  !(entry === "libbusybox" && name.startsWith("libbusybox-devel"));

/** What stands before each `-` and before `.so`: `libdbus` and `libdbus-1` for `libdbus-1.so.3`. */
const entriesFor = (name: string): string[] => {
  const stem = name.replace(/\.so(?:\..*)?$/, "");
  return [...stem.matchAll(/-/g)].map((dash) => stem.slice(0, dash.index)).concat(stem);
};
