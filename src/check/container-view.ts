import { ancestorsOf, parentOf, rebase } from "../rootfs/paths.ts";
import type { MountPlan } from "../plan/conf-plan.ts";
import { bindsSource } from "../plan/mount-kind.ts";
import { bytesOfXattrs } from "../plan/xattrs.ts";
import type { ContainerPlan, PlanEntry, Why } from "../plan/plan.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { nodesOf } from "../rootfs/nodes.ts";
import { impliedDirectory } from "../rootfs/tree-nodes.ts";
import { subtreeOf } from "./host-afterwards.ts";

/** What a running container sees below `/`. */
export interface ContainerView {
  /** The container's root as a rootfs of its own: host nodes by their path in the container. */
  readonly rootfs: HostRootfs;
  /** What brought each path into the container; nothing for directories that only lead to a mount. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** Places whose content only the running device has; they have no node. */
  readonly unknown: ReadonlySet<string>;
  /** Whether all that the mounts show is there: mounting `/` a thousand times would fill the memory. */
  readonly isWhole: boolean;
}

export interface Origin {
  readonly why: Why;
  /** Absent for what lies in the container's own rootfs. */
  readonly mount: MountPlan | undefined;
}

export interface ViewInput {
  readonly container: ContainerPlan;
  /** The host as the tarball has it: where moved content comes from. */
  readonly before: HostRootfs;
  /** The host with the overlay applied: what binds show. */
  readonly after: HostRootfs;
}

/** How many paths mounts may show beside each path of the host once. */
export const MAX_SHOWN: number = 1 << 18;

/** The container's own rootfs with its mounts stacked on it in the order LXC makes them; the host's where the rootfs is shared. */
export const viewContainer = (input: ViewInput): ContainerView => {
  const { container, after } = input;
  if (container.conf.rootfsPath === undefined) return { rootfs: after, origins: new Map(), unknown: new Set(), isWhole: true };
  const stack = ownTree(input);
  const { dbus, mounts, libraries, logging } = container.conf;
  for (const mount of [...dbus, ...mounts, ...libraries, ...logging]) stackMount(stack, mount, after);
  return { rootfs: { ...after, nodes: nodesOf(stack.nodes) }, origins: stack.origins, unknown: stack.unknown, isWhole: stack.left >= 0 };
};

/** Whether a path (as lookup resolved it) lies where only the running device knows what is there. */
export const isUnknown = (view: ContainerView, path: string): boolean =>
  view.unknown.has(path) || ancestorsOf(path).some((each) => view.unknown.has(each));

/** Where the host file of an origin's path lies on the host; absent for what no bind shows. */
export const hostPathOf = (path: string, { mount }: Origin): string | undefined =>
  mount?.host === undefined ? undefined : rebase(path, mount.place, mount.host);

interface Stack {
  readonly nodes: Map<string, HostNode>;
  readonly origins: Map<string, Origin>;
  readonly unknown: Set<string>;
  /** Where mounts were made so far. */
  readonly mounted: Set<string>;
  /** Directories in which something of the container's own rootfs is, or a mount; not those that a mount shows. */
  readonly filled: Set<string>;
  /** How many paths mounts may still show. */
  left: number;
}

const ownTree = ({ container, before, after }: ViewInput): Stack => {
  const left = after.nodes.size + MAX_SHOWN;
  const root = new Map([["", emptyDirectory("")]]);
  const stack: Stack = { nodes: root, origins: new Map(), unknown: new Set(), mounted: new Set(), filled: new Set(), left };
  const prefix = `container/${container.name}/rootfs/`;
  for (const entry of container.entries) {
    if (!entry.path.startsWith(prefix)) continue;
    const place = entry.path.slice(prefix.length);
    stack.filled.add(parentOf(place));
    stack.nodes.set(place, ownNode(entry, place, before));
    stack.origins.set(place, { why: entry.why, mount: undefined });
  }
  return stack;
};

const ownNode = (entry: PlanEntry, place: string, before: HostRootfs): HostNode => {
  const { mode, uid, gid, mtime, target } = entry;
  const type = entry.type === "hardlink" ? "file" : entry.type;
  const source = entry.content.kind === "host" ? entry.content.path : target;
  const content = type === "file" ? before.nodes.get(source) : undefined;
  return { ...(content ?? emptyDirectory(place)), path: place, type, mode, uid, gid, mtime, target, xattrs: bytesOfXattrs(entry) };
};

const stackMount = (stack: Stack, mount: MountPlan, host: HostRootfs): void => {
  const { place } = mount;
  const above = ancestorsOf(place);
  for (const parent of above) {
    if (!stack.nodes.has(parent)) stack.nodes.set(parent, emptyDirectory(parent));
  }
  // Nearly every mount point is empty, and looking at all paths for each takes its time.
  if (stack.filled.has(place) || [place, ...above].some((each) => stack.mounted.has(each))) hide(stack, place);
  for (const parent of above) stack.filled.add(parent);
  stack.mounted.add(place);
  forget(stack, place);
  if (mount.host !== undefined) bind(stack, mount, mount.host, host);
  else if (!bindsSource(mount) && PSEUDO.has(mount.fsType)) stack.nodes.set(place, emptyDirectory(place));
  else stack.unknown.add(place);
};

/** File systems that begin empty, as far as files to execute or load go: filesystems(5), tmpfs(5). */
const PSEUDO = new Set([
  "tmpfs", "ramfs", "proc", "sysfs", "devpts", "devtmpfs", "cgroup", "cgroup2", "mqueue", "debugfs", "tracefs", "securityfs", "configfs",
]);

const hide = (stack: Stack, place: string): void => {
  const below = `${place}/`;
  for (const path of [...stack.nodes.keys(), ...stack.unknown]) {
    if (path.startsWith(below)) forget(stack, path);
  }
};

const forget = (stack: Stack, path: string): void => {
  stack.nodes.delete(path);
  stack.origins.delete(path);
  stack.unknown.delete(path);
};

/** Without `rbind` the host's own submounts would be missing; the tarball has none. */
const bind = (stack: Stack, mount: MountPlan, source: string, host: HostRootfs): void => {
  const origin = { why: mount.why, mount };
  for (const node of subtreeOf(host, source)) {
    stack.left -= 1;
    if (stack.left < 0) return;
    const path = rebase(node.path, source, mount.place);
    stack.nodes.set(path, path === node.path ? node : { ...node, path });
    stack.origins.set(path, origin);
  }
};

/** As the container's own tree has directories. */
const emptyDirectory = (path: string): HostNode => ({ ...impliedDirectory(path), mode: 0o550 });
