import type { HostNode, Lookup, Searchable } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { ancestorsOf, joinPath } from "../rootfs/paths.ts";

/** What open(2) makes of a path. */
export type Opened =
  | { readonly kind: "opened"; readonly node: HostNode }
  /** It is there, but the process may not read it (EACCES). */
  | { readonly kind: "denied"; readonly path: string }
  | { readonly kind: "absent" }
  /** It lies where only the running device knows what is there. */
  | { readonly kind: "unknown" };

export interface FileSystem {
  readonly rootfs: Searchable;
  /** Places whose content only the running device has. */
  readonly unknown: ReadonlySet<string>;
  /** Whether the process may read what lies at its real path; absent where no process is asked about. */
  readonly mayRead?: ((node: HostNode) => boolean) | undefined;
}

export interface FileOpener {
  /** Opens a path; a relative one begins at the root, where LXC starts programs. */
  readonly open: (path: string) => Opened;
  /** Opens a name in a directory. */
  readonly openIn: (directory: string, name: string) => Opened;
  /** Those of some subdirectories that a directory has, with its path before them. */
  readonly directoriesIn: (directory: string, subdirectories: readonly string[]) => readonly string[];
}

/** Opens files as a process does. Many names are searched in few directories, each of which is looked up once. */
export const fileOpener = ({ rootfs, unknown, mayRead }: FileSystem): FileOpener => {
  const directories = new Map<string, Lookup>();
  const lookUpDirectory = (path: string): Lookup => {
    const found = directories.get(path) ?? lookup(rootfs, path);
    directories.set(path, found);
    return found;
  };
  const isUnknown = (path: string): boolean =>
    unknown.size > 0 && (unknown.has(path) || ancestorsOf(path).some((each) => unknown.has(each)));
  const opened = (found: Lookup): Opened => {
    if (found.kind === "missing") return isUnknown(found.path) ? { kind: "unknown" } : ABSENT;
    if (found.kind === "loop") return ABSENT;
    const { node } = found;
    return mayRead === undefined || mayRead(node) ? { kind: "opened", node } : { kind: "denied", path: node.path };
  };
  const open = (path: string): Opened => opened(lookup(rootfs, path));
  const openIn = (directory: string, name: string): Opened => {
    const there = lookUpDirectory(directory);
    if (there.kind === "loop") return ABSENT;
    if (there.kind === "missing") return opened({ kind: "missing", path: joinPath(there.path, name) });
    if (there.node.type !== "directory") return ABSENT;
    const path = joinPath(there.node.path, name);
    const node = rootfs.nodes.get(path);
    if (node?.type === "symlink") return open(path);
    return opened(node === undefined ? { kind: "missing", path } : { kind: "found", node });
  };
  const directoriesIn = (directory: string, names: readonly string[]): readonly string[] => {
    if (lookUpDirectory(directory).kind !== "found") return NONE;
    return names.filter((name) => lookUpDirectory(`${directory}/${name}`).kind === "found").map((name) => `${directory}/${name}`);
  };
  return { open, openIn, directoriesIn };
};

const ABSENT: Opened = { kind: "absent" };
const NONE: readonly string[] = [];
