import { baseOf, parentOf } from "../rootfs/paths.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { readHostText } from "../rootfs/read-file.ts";

/** The directories that the host's /etc/ld.so.conf names, its includes in place: ldconfig(8). */
export const ldSoConfDirectories = (rootfs: HostRootfs): readonly string[] => [...directoriesOf(rootfs, "/etc/ld.so.conf", new Set())];

/** `read` holds the files that were read before, for an include may lead back. */
function* directoriesOf(rootfs: HostRootfs, path: string, read: Set<string>): Generator<string> {
  const found = lookup(rootfs, path);
  if (found.kind !== "found" || found.node.type !== "file" || read.has(found.node.path)) return;
  read.add(found.node.path);
  for (const line of (readHostText(rootfs, found.node) ?? "").split("\n")) {
    const words = line
      .replace(/#.*/, "")
      .split(/[\s:,]+/)
      .filter((word) => word !== "");
    if (words[0] === "include") {
      const patterns = words.slice(1).map((word) => (word.startsWith("/") ? word : `${parentOf(path)}/${word}`));
      for (const each of patterns.flatMap((pattern) => expand(rootfs, pattern))) yield* directoriesOf(rootfs, each, read);
    } else if (words[0] !== "hwcap") {
      // "/lib=libc5" names a directory and a type of library, which is no longer looked at.
      yield* words.map((word) => word.replace(/=.*/, "")).filter((word) => word.startsWith("/"));
    }
  }
}

/** A path whose last segment may hold `*` and `?` (glob(7)), in byte order. */
const expand = (rootfs: HostRootfs, pattern: string): readonly string[] => {
  const directory = lookup(rootfs, parentOf(pattern));
  if (directory.kind !== "found") return [];
  const name = baseOf(pattern);
  return rootfs.nodes
    .namesIn(directory.node.path)
    .filter((child) => fitsGlob(child, name))
    .map((child) => `/${directory.node.path}/${child}`);
};

/** Each `*` takes as little as it can, and only the last one is tried again: a regular expression could take forever. */
const fitsGlob = (name: string, pattern: string): boolean => {
  let star = -1;
  let resume = 0;
  let at = 0;
  for (let index = 0; index < name.length;) {
    if (pattern[at] === "*") {
      star = at++;
      resume = index;
    } else if (pattern[at] === "?" || pattern[at] === name[index]) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
};
