import { sortUtf8 } from "../bytes/compare-utf8.ts";
import { merged } from "../bytes/merged.ts";
import { nameInOrder } from "../tar/order.ts";
import { inOrder } from "./files-below.ts";
import type { HostNode, Nodes } from "./host-rootfs.ts";
import { mayBegin } from "./may-begin.ts";
import { baseOf, isUnder, joinPath, parentOf } from "./paths.ts";

/**
 * Nodes of which some are others now, new, or gone: `undefined`, which takes what lies below a directory along only if it is named as well.
 * The directories above a new one are there.
 */
export const amendedNodes = (base: Nodes, changes: ReadonlyMap<string, HostNode | undefined>): Nodes => {
  const get = (path: string): HostNode | undefined => (changes.has(path) ? changes.get(path) : base.get(path));
  const added = [...changes.values()].filter((node): node is HostNode => node !== undefined && base.get(node.path) === undefined);
  const addedIn = new Map<string, string[]>();
  for (const { path } of added) addedIn.set(parentOf(path), [...(addedIn.get(parentOf(path)) ?? []), baseOf(path)]);
  return {
    size: base.size + added.length,
    get,
    namesIn: (directory) => {
      const names = base.namesIn(directory).filter((name) => get(joinPath(directory, name)) !== undefined);
      const more = addedIn.get(directory);
      return more === undefined ? names : sortUtf8([...names, ...more]);
    },
    filesBelow: (path, magic) => {
      const { size, files } = base.filesBelow(path, magic);
      const isSought = (node: HostNode | undefined): node is HostNode =>
        node !== undefined && isUnder(node.path, path) && mayBegin(node, magic);
      return {
        size: size + added.length,
        files: inOrder([...files.filter((node) => !changes.has(node.path)), ...[...changes.values()].filter(isSought)]),
      };
    },
    *symlinks() {
      for (const { path } of base.symlinks()) if (!changes.has(path)) yield* only(base.get(path));
      for (const node of changes.values()) if (node?.type === "symlink") yield node;
    },
    isLinked: base.isLinked,
    [Symbol.iterator]: () => merged(remaining(base, get), added, nameInOrder),
  };
};

const only = (node: HostNode | undefined): readonly HostNode[] => (node === undefined ? [] : [node]);

function* remaining(nodes: Iterable<HostNode>, get: Nodes["get"]): Generator<HostNode> {
  for (const { path } of nodes) yield* only(get(path));
}
