import { ancestorsOf, whiteoutOf } from "../rootfs/paths.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import type { NewEntry } from "../tar/entry.ts";
import { sortUtf8 } from "../bytes/compare-utf8.ts";
import { sortEntries } from "../tar/order.ts";

/**
 * The entries of an overlay with the host files that its hard links name, so that it can be unpacked away from the host's layer. A file is
 * carried with all its names on the host, since what is unpacked over one name is another inode than the others keep.
 */
export const selfContained = (overlay: readonly NewEntry[], rootfs: HostRootfs): readonly NewEntry[] => {
  const entries = new Map(overlay.map((entry) => [entry.path, entry]));
  const targets = overlay.flatMap(({ type, target }) => (type === "hardlink" && !entries.has(target) ? [target] : []));
  const namesOf = namesByInode(rootfs, targets);
  for (const target of new Set(targets)) {
    const node = rootfs.nodes.get(target);
    // What an earlier target's names brought along is there.
    if (node === undefined || entries.has(target)) continue;
    add(entries, rootfs, carried(rootfs, node));
    for (const name of namesOf.get(node.contentOffset) ?? []) {
      if (entries.has(name) || isRemoved(entries, name)) continue;
      add(entries, rootfs, { ...carried(rootfs, node), path: name, type: "hardlink", size: 0, target, content: new Uint8Array() });
    }
  }
  return sortEntries([...entries.values()].map((entry) => toCarrier(entries, entry)));
};

/** A link to a name that is a link itself goes to the file directly: it may stand before that name. */
const toCarrier = (entries: ReadonlyMap<string, NewEntry>, entry: NewEntry): NewEntry => {
  const linked = entry.type === "hardlink" ? entries.get(entry.target) : undefined;
  return linked?.type === "hardlink" ? { ...entry, target: linked.target } : entry;
};

/** All names of the inodes that these paths lead to, in byte order. */
const namesByInode = ({ nodes }: HostRootfs, paths: readonly string[]): ReadonlyMap<number, readonly string[]> => {
  const names = new Map<number, string[]>(paths.map((path) => [nodes.get(path)?.contentOffset ?? -1, []]));
  for (const { path, type, contentOffset } of nodes) {
    if (type !== "directory") names.get(contentOffset)?.push(path);
  }
  for (const group of names.values()) sortUtf8(group);
  return names;
};

const carried = ({ source }: HostRootfs, node: HostNode): NewEntry => ({
  path: node.path,
  type: node.type,
  mode: node.mode,
  uid: node.uid,
  gid: node.gid,
  mtime: node.mtime,
  size: node.size,
  target: node.target,
  devMajor: node.devMajor,
  devMinor: node.devMinor,
  xattrs: node.xattrs,
  content: { source, offset: node.contentOffset, length: node.size },
});

/** Adds an entry and the host's directories above it. */
const add = (entries: Map<string, NewEntry>, rootfs: HostRootfs, entry: NewEntry): void => {
  for (const path of ancestorsOf(entry.path)) {
    const directory = rootfs.nodes.get(path);
    if (directory !== undefined && !entries.has(path)) entries.set(path, { ...carried(rootfs, directory), content: new Uint8Array() });
  }
  entries.set(entry.path, entry);
};

/** Whether the overlay has a whiteout of a path, or of a directory above it. */
const isRemoved = (entries: ReadonlyMap<string, NewEntry>, path: string): boolean =>
  [...ancestorsOf(path), path].some((each) => entries.has(whiteoutOf(each)));
