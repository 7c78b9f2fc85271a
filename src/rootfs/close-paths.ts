import { closest, hasSameNumbers } from "../diagnostics/closest.ts";
import type { HostRootfs } from "./host-rootfs.ts";
import { lookup } from "./lookup.ts";
import { baseOf, joinPath, parentOf } from "./paths.ts";

/**
 * The paths, absolute, that one may be a misspelling of that is not there: one name in it is another, or it lies in another directory of
 * programs. Other digits make another thing: libz.so.2 is no misspelling of libz.so.1.
 */
export const closePaths = (rootfs: HostRootfs, path: string): readonly string[] => {
  const names = path.split("/").filter((name) => name !== "");
  const known = names.findIndex((_, index) => lookup(rootfs, names.slice(0, index + 1).join("/")).kind !== "found");
  const wrong = names[known];
  if (wrong === undefined) return [];
  const before = names.slice(0, known).join("/");
  const directory = lookup(rootfs, before);
  const there = directory.kind === "found" ? rootfs.nodes.namesIn(directory.node.path) : [];
  const similar = closest(
    wrong,
    there.filter((name) => hasSameNumbers(name, wrong)),
  );
  const renamed = similar.map((name) => [before, name, ...names.slice(known + 1)].filter((each) => each !== "").join("/"));
  const isProgram = PROGRAM_DIRECTORIES.includes(parentOf(names.join("/")));
  const moved = isProgram ? PROGRAM_DIRECTORIES.map((each) => joinPath(each, baseOf(path))) : [];
  const [first = []] = [renamed, moved].map((paths) => paths.filter((each) => lookup(rootfs, each).kind === "found")).filter(isSome);
  return first.map((each) => `/${each}`);
};

const isSome = (paths: readonly string[]): boolean => paths.length > 0;

/** hier(7). */
const PROGRAM_DIRECTORIES = ["bin", "sbin", "usr/bin", "usr/sbin", "usr/local/bin", "usr/local/sbin"];
