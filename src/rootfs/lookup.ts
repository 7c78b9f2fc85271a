import type { HostNode, Lookup, Searchable } from "./host-rootfs.ts";
import { joinPath, parentOf } from "./paths.ts";

/** As many symlinks as the kernel follows in one path (path_resolution(7)). */
const MAX_LINKS = 40;

/** How a path is looked up. */
export interface LookupWay {
  /** Whether a symlink at the end is followed as well. */
  readonly followLast: boolean;
  /** Is told of each directory in which a name is looked up, in this order. */
  readonly search?: (directory: HostNode) => void;
}

/**
 * Looks a path up as the kernel does in a chroot (path_resolution(7)): absolute links begin at the rootfs, `..` ends there, and whatever
 * stands before a slash must be a directory. With `followLast` (the default) a symlink at the end is followed as well.
 */
export const lookup = (rootfs: Searchable, path: string, how: LookupWay = { followLast: true }): Lookup => {
  const pending = path.split("/").reverse();
  let at = "";
  let links = 0;
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const directory = rootfs.nodes.get(at);
    if (directory?.type !== "directory") return missing(at, [...pending, name]);
    if (name !== "") how.search?.(directory);
    const step = stepTo(at, name);
    const node = rootfs.nodes.get(step);
    if (node === undefined) return missing(at, [...pending, name]);
    const isFollowed = node.type === "symlink" && (pending.length > 0 || how.followLast);
    if (!isFollowed) {
      at = step;
      continue;
    }
    links += 1;
    if (links > MAX_LINKS) return { kind: "loop", path: step };
    if (node.target.startsWith("/")) at = "";
    pending.push(...node.target.split("/").reverse());
  }
  const node = rootfs.nodes.get(at);
  return node === undefined ? { kind: "missing", path: at } : { kind: "found", node };
};

/** The real path that a lookup came to, be it there or not yet; nothing where symlinks lead in a circle. */
export const pathOf = (found: Lookup): string | undefined =>
  found.kind === "found" ? found.node.path : found.kind === "missing" ? found.path : undefined;

/** Whether a directory is at a path. */
export const isDirectory = (rootfs: Searchable, path: string): boolean => {
  const found = lookup(rootfs, path);
  return found.kind === "found" && found.node.type === "directory";
};

const stepTo = (at: string, name: string): string => {
  if (name === "" || name === ".") return at;
  return name === ".." ? parentOf(at) : joinPath(at, name);
};

/** The rest is what was still pending, last name first; what its dots mean is decided by the text alone, for there is nothing to follow. */
const missing = (at: string, rest: readonly string[]): Lookup => ({ kind: "missing", path: rest.reduceRight(stepTo, at) });
