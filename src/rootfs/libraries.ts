import { closest } from "../diagnostics/closest.ts";
import { compareUtf8 } from "../tar/order.ts";
import type { HostNode, HostRootfs } from "./host-rootfs.ts";
import { childrenOf, lookup } from "./lookup.ts";

/** A file or symlink in a library directory. */
export interface LibraryMatch {
  /** As it was given, without a trailing slash. */
  readonly directory: string;
  readonly name: string;
  /** What stands there under that name: a symlink is not followed. */
  readonly node: HostNode;
}

/**
 * The files and symlinks directly in `directories` whose name is `entry` or begins with it and `.` or `-`, in the order of the names'
 * bytes. A name that stands in several directories is taken from the first; directories that are one in truth (merged /usr) count as
 * the first of them.
 */
export const findLibraries = (rootfs: HostRootfs, directories: readonly string[], entry: string): readonly LibraryMatch[] => {
  const matches = new Map<string, LibraryMatch>();
  for (const library of librariesIn(rootfs, directories)) {
    if (isNamedBy(entry, library.name) && !matches.has(library.name)) matches.set(library.name, library);
  }
  return [...matches.values()].sort((a, b) => compareUtf8(a.name, b.name));
};

/** Up to three entries that would have found something, the most similar first. */
export const closestLibraryNames = (rootfs: HostRootfs, directories: readonly string[], entry: string): readonly string[] =>
  closest(
    entry,
    [...librariesIn(rootfs, directories)].flatMap(({ name }) => entriesFor(name)),
  );

/** All files and symlinks of the directories, each real directory once. */
function* librariesIn(rootfs: HostRootfs, directories: readonly string[]): Generator<LibraryMatch> {
  const seen = new Set<string>();
  for (const given of directories) {
    const found = lookup(rootfs, given);
    if (found.kind !== "found" || seen.has(found.node.path)) continue;
    const { path } = found.node;
    seen.add(path);
    const directory = given.replace(/(?<!\/)\/+$/, "");
    for (const name of childrenOf(rootfs, path)) {
      const node = rootfs.nodes.get(path === "" ? name : `${path}/${name}`);
      if (node?.type === "file" || node?.type === "symlink") yield { directory, name, node };
    }
  }
}

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
