import { ancestorsOf, isUnder, parentOf, rebase, visitAbove } from "../rootfs/paths.ts";
import { coverOf } from "../plan/container-space.ts";
import type { Mount } from "../plan/mount.ts";
import { ownNode } from "../plan/own-node.ts";
import { bindsSource } from "../plan/mount-kind.ts";
import type { ContainerPlan, OwnRootfs } from "../plan/plan.ts";
import type { Why } from "../plan/why.ts";
import type { HostNode, HostRootfs, Searchable } from "../rootfs/host-rootfs.ts";
import { impliedDirectory } from "../rootfs/implied-directory.ts";
import { emptyFileSystem } from "./empty-file-system.ts";

/** What a running container sees below `/`. */
export interface ContainerView {
  /** The container's root as a rootfs of its own: host nodes by their path in the container. */
  readonly rootfs: Searchable;
  /** What the view is stacked from, by place, in the order in which it comes. */
  readonly layers: ReadonlyMap<string, ViewLayer>;
  /** What brought a path into the container; nothing for directories that only lead to a mount. */
  readonly originOf: (path: string) => Origin | undefined;
  /** Places whose content only the running device has; they have no node. */
  readonly unknown: ReadonlySet<string>;
}

/** What stands at one place: something of the container's own rootfs, or a mount, which hides what was there before. */
export interface ViewLayer {
  readonly place: string;
  readonly node: HostNode | undefined;
  readonly origin: Origin | undefined;
  /** The real host path whose tree a bind shows here. */
  readonly bound: string | undefined;
}

export interface Origin {
  readonly why: Why;
  /** Absent for what lies in the container's own rootfs. */
  readonly mount: Mount | undefined;
}

export interface ViewInput {
  readonly container: ContainerPlan;
  /** The host as the tarball has it: where moved content comes from. */
  readonly before: HostRootfs;
  /** The host with the overlay applied: what binds show. */
  readonly after: HostRootfs;
}

/** The container's own rootfs with its mounts stacked on it in the order LXC makes them; the host's where the rootfs is shared. */
export const viewContainer = (input: ViewInput): ContainerView => {
  const { container, after } = input;
  const stack = openStack(input);
  if (container.rootfs === undefined) {
    stack.layers.set("", { place: "", node: after.nodes.get(""), origin: undefined, bound: "" });
  } else {
    stackOwn(stack);
    for (const [index, mount] of container.mounts.entries()) stackMount(stack, mount, () => container.mounts.slice(0, index));
  }
  // All is mounted now, so that what was found stays so.
  const known = new Map<string, HostNode>();
  const around = new Map<string, ViewLayer | undefined>();
  const layerOf = (path: string): ViewLayer | undefined => {
    const layer = stack.layers.get(path);
    if (layer !== undefined || path === "") return layer;
    const directory = parentOf(path);
    if (!around.has(directory)) around.set(directory, mountAbove(stack, path));
    return around.get(directory);
  };
  const get = (path: string): HostNode | undefined => {
    const node = known.get(path) ?? nodeIn(stack, layerOf(path), path);
    if (node !== undefined) known.set(path, node);
    return node;
  };
  const originOf = (path: string): Origin | undefined => layerOf(path)?.origin;
  return { rootfs: { nodes: { get } }, layers: stack.layers, originOf, unknown: stack.unknown };
};

/** Whether a path (as lookup resolved it) lies where only the running device knows what is there. */
export const isUnknown = (view: ContainerView, path: string): boolean =>
  view.unknown.has(path) || ancestorsOf(path).some((each) => view.unknown.has(each));

/** Where the host file of an origin's path lies on the host; absent for what no bind shows. */
export const hostPathOf = (path: string, { mount }: Origin): string | undefined =>
  mount?.host === undefined ? undefined : rebase(path, mount.place, mount.host);

/** The place in the container's own tree of an origin's path; absent for what a mount shows that is not of it. */
export const ownPlaceOf = (path: string, { mount }: Origin): string | undefined =>
  mount === undefined ? path : mount.inside?.own === undefined ? undefined : rebase(path, mount.place, mount.inside.own);

/** Where a bind shows what stands at or below its real host path; undefined if another mount has come over it. */
export const placeShown = (view: ContainerView, { place, origin }: ViewLayer, bound: string, hostPath: string): string | undefined => {
  const path = rebase(hostPath, bound, place);
  return view.originOf(path) === origin ? path : undefined;
};

interface Stack {
  readonly host: HostRootfs;
  /** The container's own tree. */
  readonly own: ReadonlyMap<string, OwnNode>;
  readonly layers: Map<string, ViewLayer>;
  readonly unknown: Set<string>;
  /** Directories in which layers stand. */
  readonly filled: Set<string>;
}

interface OwnNode {
  readonly node: HostNode;
  readonly origin: Origin | undefined;
}

const openStack = ({ container, before, after }: ViewInput): Stack => ({
  host: after,
  own: container.rootfs === undefined ? new Map() : ownNodes(container.rootfs, before),
  layers: new Map(),
  unknown: new Set(),
  filled: new Set(),
});

const ownNodes = ({ owner, directoryMode, tree }: OwnRootfs, before: HostRootfs): Stack["own"] =>
  new Map<string, OwnNode>([
    ["", { node: { ...impliedDirectory(""), ...owner, mode: directoryMode }, origin: undefined }],
    ...[...tree].map(
      ([place, node]) => [place, { node: ownNode(node, place, before), origin: { why: node.why, mount: undefined } }] as const,
    ),
  ]);

const nodeAt = (stack: Stack, path: string): HostNode | undefined => nodeIn(stack, stack.layers.get(path) ?? mountAbove(stack, path), path);

/** What a layer shows at a path: at its own place, or below it. */
const nodeIn = (stack: Stack, layer: ViewLayer | undefined, path: string): HostNode | undefined => {
  if (layer?.place === path) return layer.node;
  return layer?.bound === undefined ? undefined : shownBy(stack, layer.place, layer.bound, path);
};

/** The innermost mount that a path lies in. */
const mountAbove = ({ layers }: Stack, path: string): ViewLayer | undefined => {
  for (let at = path; at !== "";) {
    at = parentOf(at);
    const layer = layers.get(at);
    if (layer !== undefined && (layer.bound !== undefined || layer.origin?.mount !== undefined)) return layer;
  }
  return undefined;
};

/** The host's node that a bind shows at a path in or below its place, under that path. */
const shownBy = ({ host }: Stack, place: string, bound: string, path: string): HostNode | undefined => {
  const node = host.nodes.get(rebase(path, place, bound));
  return node === undefined || node.path === path ? node : { ...node, path };
};

const stackOwn = (stack: Stack): void => {
  for (const [place, { node, origin }] of stack.own) {
    stack.filled.add(parentOf(place));
    stack.layers.set(place, { place, node, origin, bound: undefined });
  }
};

const stackMount = (stack: Stack, mount: Mount, earlier: () => readonly Mount[]): void => {
  const { place, inside } = mount;
  visitAbove(place, (parent) => {
    const isThere = nodeAt(stack, parent) !== undefined;
    if (isThere && stack.filled.has(parent)) return false;
    if (!isThere) stack.layers.set(parent, emptyLayer(parent));
    stack.filled.add(parent);
    return true;
  });
  // Nearly every mount point is empty, and looking at all layers for each takes its time.
  if (stack.filled.has(place)) hide(stack, place);
  forget(stack, place);
  if (inside?.own === undefined) stackBound(stack, mount);
  else stackOwnAgain(stack, mount, inside.own);
  if (inside?.place === undefined || !mount.options.includes("rbind")) return;
  // What is mounted below the source comes along.
  for (const { at, below } of mountsBelow(earlier(), inside.place))
    stackMount(stack, { ...below, place: rebase(below.place, inside.place, place), why: mount.why }, () => earlier().slice(0, at));
};

const stackBound = (stack: Stack, mount: Mount): void => {
  const { place, host: bound } = mount;
  const empty = bound === undefined && !bindsSource(mount) ? emptyFileSystem(mount) : undefined;
  if (bound === undefined && empty === undefined) stack.unknown.add(place);
  const node = bound === undefined ? empty : shownBy(stack, place, bound, place);
  stack.layers.set(place, { place, node, origin: { why: mount.why, mount }, bound });
};

/** What stood at and below a place of the container's own tree before all mounts, shown by a bind. */
const stackOwnAgain = (stack: Stack, mount: Mount, from: string): void => {
  const origin = { why: mount.why, mount };
  for (const [path, { node }] of stack.own) {
    if (!isUnder(path, from)) continue;
    const place = rebase(path, from, mount.place);
    stack.filled.add(parentOf(place));
    stack.layers.set(place, { place, node: { ...node, path: place }, origin, bound: undefined });
  }
};

/** The mounts that can be seen below a place, each with its position. */
const mountsBelow = (mounts: readonly Mount[], place: string): readonly { readonly at: number; readonly below: Mount }[] => {
  const cover = coverOf(mounts, place);
  return mounts
    .map((below, at) => ({ at, below }))
    .slice(cover === undefined ? 0 : mounts.lastIndexOf(cover) + 1)
    .filter(({ below }) => below.place !== place && isUnder(below.place, place));
};

const hide = (stack: Stack, place: string): void => {
  const below = `${place}/`;
  for (const path of [...stack.layers.keys(), ...stack.unknown]) {
    if (path.startsWith(below)) forget(stack, path);
  }
};

const forget = (stack: Stack, path: string): void => {
  stack.layers.delete(path);
  stack.unknown.delete(path);
};

/** A directory that only leads to a mount: LXC makes it so, where the entry says create=. */
const emptyLayer = (place: string): ViewLayer => ({ place, node: impliedDirectory(place), origin: undefined, bound: undefined });
