import { compareUtf8 } from "../tar/order.ts";
import type { HostRootfs, Lookup } from "./host-rootfs.ts";

/** As many symlinks as the kernel follows in one path (path_resolution(7)). */
const MAX_LINKS = 40;

/**
 * Looks a path up as the kernel does in a chroot (path_resolution(7)): absolute links begin at the rootfs, `..` ends there, and whatever
 * stands before a slash must be a directory. With `followLast` (the default) a symlink at the end is followed as well.
 */
export const lookup = (rootfs: HostRootfs, path: string, how: { readonly followLast: boolean } = { followLast: true }): Lookup => {
  const pending = path.split("/").toReversed();
  let at = "";
  let links = 0;
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (rootfs.nodes.get(at)?.type !== "directory") return missing(at, [...pending, name]);
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
    pending.push(...node.target.split("/").toReversed());
  }
  const node = rootfs.nodes.get(at);
  return node === undefined ? { kind: "missing", path: at } : { kind: "found", node };
};

/** The base names in a directory, given by its real path, in the order of their UTF-8 bytes; none for what is no directory. */
export const childrenOf = (rootfs: HostRootfs, path: string): readonly string[] => {
  const index = indexes.get(rootfs) ?? buildIndex(rootfs);
  const children = index.get(path);
  if (children === undefined) return [];
  children.names ??= children.paths.map((each) => each.slice(path === "" ? 0 : path.length + 1)).sort(compareUtf8);
  return children.names;
};

/** Whether a path lies in a directory other than the root, and not deeper. (`lastIndexOf` takes much longer.) */
export const isDirectlyIn = (path: string, directory: string): boolean =>
  path.charCodeAt(directory.length) === SLASH && path.startsWith(directory) && !path.includes("/", directory.length + 1);

const SLASH = 0x2f;

const stepTo = (at: string, name: string): string => {
  if (name === "" || name === ".") return at;
  if (name === "..") return at.slice(0, Math.max(0, at.lastIndexOf("/")));
  return at === "" ? name : `${at}/${name}`;
};

/** The rest is what was still pending, last name first; what its dots mean is decided by the text alone, for there is nothing to follow. */
const missing = (at: string, rest: readonly string[]): Lookup => ({ kind: "missing", path: rest.reduceRight(stepTo, at) });

interface Children {
  readonly paths: string[];
  /** Of the paths, sorted; made when they are first asked for. */
  names: readonly string[] | undefined;
}

/** Made when a rootfs is first asked for children. */
const indexes = new WeakMap<HostRootfs, ReadonlyMap<string, Children>>();

const buildIndex = (rootfs: HostRootfs): ReadonlyMap<string, Children> => {
  const index = new Map<string, Children>();
  let parent = "";
  let children: Children | undefined;
  for (const path of rootfs.nodes.keys()) {
    if (path === "") continue;
    // Neighbours mostly share their directory.
    if (children === undefined || !isDirectlyIn(path, parent)) {
      parent = path.slice(0, Math.max(0, path.lastIndexOf("/")));
      children = index.get(parent) ?? { paths: [], names: undefined };
      index.set(parent, children);
    }
    children.paths.push(path);
  }
  indexes.set(rootfs, index);
  return index;
};
