import { merged } from "../bytes/merged.ts";
import type { NewEntry } from "../tar/entry.ts";
import { nameInOrder } from "../tar/order.ts";
import { hostInode, type Inode, NO_BYTES, type Tree } from "./tree.ts";

/**
 * The tree as sorted entries, made while they are gone through. Of a hard-link group the first name in byte order carries the data, and the others
 * link to it, after everything that is no link.
 */
export const mergedEntries = (tree: Tree): Iterable<NewEntry> => ({ [Symbol.iterator]: () => entriesOf(tree) });

function* entriesOf(tree: Tree): Generator<NewEntry> {
  const carriers = new Map<Inode["id"], string>();
  const links: NewEntry[] = [];
  for (const { entry, id } of named(tree)) {
    const { path, type } = entry;
    if (type === "directory" || !isShared(tree, id)) {
      // A root that no archive names is not the archive's to speak of.
      if (path !== "" || id !== NOWHERE) yield entry;
      continue;
    }
    const carrier = carriers.get(id);
    if (carrier === undefined) {
      carriers.set(id, path);
      yield entry;
    } else {
      links.push({ ...entry, type: "hardlink", size: 0, target: carrier, devMajor: 0, devMinor: 0, content: NO_BYTES });
    }
  }
  yield* links;
}

/** Where a directory lies that no entry of the host names. */
const NOWHERE = -1;

/** A name in the tree as an entry that carries its data, and what inode it leads to. */
interface Named {
  readonly entry: NewEntry;
  readonly id: Inode["id"];
}

/** Whether an inode may have several names. */
const isShared = ({ host, linked }: Tree, id: Inode["id"]): boolean =>
  linked.has(id) || (typeof id === "number" && host.nodes.isLinked(id));

/** What is in the tree, in the order of the names in an archive: the host's, which come in it, amid those of overlays. */
const named = ({ host, changes }: Tree): Iterable<Named> => {
  const others = [...changes].flatMap(([path, inode]) => (inode === undefined ? [] : [namedOf(path, inode)]));
  return merged(unchanged(host, changes), others, ({ entry }) => nameInOrder(entry));
};

function* unchanged(host: Tree["host"], changes: Tree["changes"]): Generator<Named> {
  for (const node of host.nodes) if (!changes.has(node.path)) yield namedOf(node.path, hostInode(host, node));
}

const namedOf = (path: string, { header, content, id }: Inode): Named => ({
  entry: {
    path,
    type: header.type,
    mode: header.type === "symlink" ? 0o777 : header.mode,
    uid: header.uid,
    gid: header.gid,
    mtime: header.mtime,
    size: header.size,
    target: header.target,
    devMajor: header.devMajor,
    devMinor: header.devMinor,
    xattrs: header.xattrs,
    content,
  },
  id,
});
