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
  const links: { readonly named: Named; readonly carrier: string }[] = [];
  for (const named of mergedNames(tree)) {
    const { path, inode } = named;
    if (inode.header.type === "directory" || !isShared(tree, inode)) {
      // A root that no archive names is not the archive's to speak of.
      if (path !== "" || inode.id !== NOWHERE) yield dataEntry(named);
      continue;
    }
    const carrier = carriers.get(inode.id);
    if (carrier === undefined) {
      carriers.set(inode.id, path);
      yield dataEntry(named);
    } else {
      links.push({ named, carrier });
    }
  }
  for (const { named, carrier } of links) yield linkEntry(named, carrier);
}

/** Where a directory lies that no entry of the host names. */
const NOWHERE = -1;

interface Named {
  readonly path: string;
  readonly inode: Inode;
}

/** Whether an inode may have several names. */
const isShared = ({ host, linked }: Tree, { id }: Inode): boolean => linked.has(id) || (typeof id === "number" && host.nodes.isLinked(id));

/** What is in the tree, in the order of the names in an archive: the host's, which come in it, amid those of overlays. */
function* mergedNames({ host, changes }: Tree): Generator<Named> {
  const others = [...changes].flatMap(([path, inode]) => (inode === undefined ? [] : [{ path, inode }]));
  yield* merged(unchanged(host, changes), others, ({ path, inode }) => nameInOrder({ path, type: inode.header.type }));
}

function* unchanged(host: Tree["host"], changes: Tree["changes"]): Generator<Named> {
  for (const node of host.nodes) if (!changes.has(node.path)) yield { path: node.path, inode: hostInode(host, node) };
}

const dataEntry = ({ path, inode: { header, content } }: Named): NewEntry => ({
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
});

const linkEntry = (named: Named, target: string): NewEntry => ({
  ...dataEntry(named),
  type: "hardlink",
  size: 0,
  target,
  devMajor: 0,
  devMinor: 0,
  content: NO_BYTES,
});
