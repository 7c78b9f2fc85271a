import { baseOf, parentOf } from "../model/paths.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { childrenOf, lookup } from "../rootfs/lookup.ts";
import { readHostFile } from "../rootfs/read-file.ts";

/** The directories that the host's /etc/ld.so.conf names, its includes in place: ldconfig(8). */
export const ldSoConfDirectories = (rootfs: HostRootfs): readonly string[] => [...directoriesOf(rootfs, "/etc/ld.so.conf", new Set())];

/** `read` holds the files that were read before, for an include may lead back. */
function* directoriesOf(rootfs: HostRootfs, path: string, read: Set<string>): Generator<string> {
  const found = lookup(rootfs, path);
  if (found.kind !== "found" || found.node.type !== "file" || read.has(found.node.path)) return;
  read.add(found.node.path);
  for (const line of Buffer.from(readHostFile(rootfs, found.node)).toString("utf8").split("\n")) {
    const words = line.replace(/#.*/, "").split(/[\s:,]+/).filter((word) => word !== "");
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
  const literal = baseOf(pattern).replace(/[.+^${}()|[\]\\]/g, "\\$&");
  const name = new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`);
  return childrenOf(rootfs, directory.node.path)
    .filter((child) => name.test(child))
    .map((child) => `/${directory.node.path}/${child}`);
};
