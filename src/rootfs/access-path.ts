import { type Credentials, mayAccess, type Want } from "../linux/access.ts";
import type { HostNode, Lookup, Searchable } from "./host-rootfs.ts";
import { lookup } from "./lookup.ts";
import { parentOf } from "./paths.ts";

/** What becomes of a process that asks for a path. */
export type Access =
  | { readonly kind: "granted"; readonly node: HostNode }
  /** `by` is the directory that it can't pass, or the file itself. */
  | { readonly kind: "denied"; readonly by: HostNode }
  | Exclude<Lookup, { readonly kind: "found" }>;

/** Asks for a path as a process does: every directory on the way must let it pass, those that symlinks lead through as well (path_resolution(7)). */
export const accessPath = (rootfs: Searchable, path: string, who: Credentials, want: Want): Access => {
  const searched: HostNode[] = [];
  const found = lookup(rootfs, path, { followLast: true, search: (directory) => searched.push(directory) });
  const wall = searched.find((directory) => !mayAccess(directory, who, "x"));
  if (wall !== undefined) return { kind: "denied", by: wall };
  if (found.kind !== "found") return found;
  return mayAccess(found.node, who, want) ? { kind: "granted", node: found.node } : { kind: "denied", by: found.node };
};

/** Tells of nodes at their real paths whether a process may read them; each directory on the way is asked once. */
export const mayReadIn = (rootfs: Searchable, who: Credentials): ((node: HostNode) => boolean) => {
  const passed = new Map<string, boolean>();
  const mayPass = (directory: string): boolean => {
    const known = passed.get(directory) ?? accessPath(rootfs, directory, who, "x").kind === "granted";
    passed.set(directory, known);
    return known;
  };
  return (node) => mayPass(parentOf(node.path)) && mayAccess(node, who, "r");
};
