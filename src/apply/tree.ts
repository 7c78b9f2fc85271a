import { joinPath, parentOf } from "../rootfs/paths.ts";
import { impliedDirectory } from "../rootfs/implied-directory.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import type { EntryHeader } from "../tar/entry.ts";
import type { Content } from "../bytes/source.ts";

/** What a name leads to; the names of a hard-link group have equal ones. The path in `header` is of no meaning. */
export interface Inode {
  readonly header: EntryHeader;
  readonly content: Content;
  /** Tells it from others: the host's by where their contents lie, those of overlays by themselves. */
  readonly id: number | object;
}

/**
 * A rootfs by its paths: the host's, of which nothing is copied, and over it what overlays changed. The root, the empty string, is always there,
 * and so is the directory of everything else.
 */
export interface Tree {
  readonly host: HostRootfs;
  /** What overlays put in a place; `undefined` where they removed it. */
  readonly changes: ReadonlyMap<string, Inode | undefined>;
  /** Inodes that got a further name. */
  readonly linked: Set<Inode["id"]>;
  /** How many directories were added that no entry names. */
  readonly implied: number;
  readonly get: (path: string) => Inode | undefined;
  /** Paths of what lies in a directory. */
  readonly childrenOf: (path: string) => readonly string[];
  /** Gives a path this inode, its directory being there. What a directory holds stays, if it stays a directory. */
  readonly put: (path: string, inode: Inode) => void;
  /** Adds the directories above a path that no entry names. */
  readonly addParents: (path: string) => void;
  /** Removes a path with all that lies below it. */
  readonly remove: (path: string) => void;
}

export const NO_BYTES: Uint8Array = new Uint8Array();

export const openTree = (host: HostRootfs): Tree => {
  const changes = new Map<string, Inode | undefined>();
  const added = new Map<string, Set<string>>();
  let implied = 0;
  const get = (path: string): Inode | undefined => {
    if (changes.has(path)) return changes.get(path);
    const node = host.nodes.get(path);
    return node && hostInode(host, node);
  };
  const childrenOf = (path: string): readonly string[] => {
    const before = host.nodes.namesIn(path).map((name) => joinPath(path, name));
    return [...new Set([...before, ...(added.get(path) ?? [])])].filter((child) => get(child) !== undefined);
  };
  const put = (path: string, inode: Inode): void => {
    changes.set(path, inode);
    if (path === "") return;
    const directory = parentOf(path);
    const names = added.get(directory) ?? new Set();
    added.set(directory, names.add(path));
  };
  const addParents = (path: string): void => {
    const parent = parentOf(path);
    if (get(parent) !== undefined) return;
    addParents(parent);
    implied += 1;
    put(parent, IMPLIED);
  };
  const remove = (path: string): void => {
    for (const child of childrenOf(path)) remove(child);
    changes.set(path, undefined);
  };
  return {
    host,
    changes,
    linked: new Set(),
    get implied() {
      return implied;
    },
    get,
    childrenOf,
    put,
    addParents,
    remove,
  };
};

/** What a node of the host leads to. */
export const hostInode = ({ source }: HostRootfs, node: HostNode): Inode => ({
  header: node,
  content: node.type === "file" ? { source, offset: node.contentOffset, length: node.size } : NO_BYTES,
  id: node.contentOffset,
});

/** The nearest path above another one at which something is; it can be in the tree if this is a directory. */
export const nearestAbove = (tree: Tree, path: string): { readonly path: string; readonly inode: Inode } => {
  const parent = parentOf(path);
  const inode = tree.get(parent);
  return inode === undefined ? nearestAbove(tree, parent) : { path: parent, inode };
};

const IMPLIED: Inode = { header: impliedDirectory(""), content: NO_BYTES, id: {} };
