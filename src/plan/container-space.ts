import type { HostNode, HostRootfs, Searchable } from "../rootfs/host-rootfs.ts";
import { isUnder, rebase } from "../rootfs/paths.ts";
import { impliedDirectory } from "../rootfs/implied-directory.ts";
import type { Mount } from "./mount.ts";
import { ownNode } from "./own-node.ts";
import type { PlannedNode } from "./planned-node.ts";

/** A container's root while its mounts are made: its own tree, and the mounts so far. */
export interface Space {
  readonly host: HostRootfs;
  readonly tree: ReadonlyMap<string, PlannedNode>;
  readonly mounts: readonly Mount[];
}

/** What shows a place of a container: a path of the host, a place of the container's own tree, or what only the running device knows. */
export type Standing =
  | { readonly kind: "host"; readonly path: string }
  | { readonly kind: "own"; readonly place: string }
  | { readonly kind: "unknown" };

/** Where the container's root stands in a space. No file can have this name. */
export const CONTAINER = "\0";

/** The host's paths, and those of the container below CONTAINER: what the kernel sees before LXC changes its root. */
export const spaceOf = (space: Space): Searchable => ({
  nodes: { get: (path) => (isUnder(path, CONTAINER) ? nodeInside(space, path) : space.host.nodes.get(path)) },
});

/** The last of the mounts that a place lies in. */
export const coverOf = (mounts: readonly Mount[], place: string): Mount | undefined =>
  mounts[mounts.map((mount) => isUnder(place, mount.place)).lastIndexOf(true)];

export const standingAt = ({ mounts }: Pick<Space, "mounts">, place: string): Standing => {
  const cover = coverOf(mounts, place);
  if (cover === undefined) return { kind: "own", place };
  if (cover.host !== undefined) return { kind: "host", path: rebase(place, cover.place, cover.host) };
  const own = cover.inside?.own;
  return own === undefined ? { kind: "unknown" } : { kind: "own", place: rebase(place, cover.place, own) };
};

const nodeInside = (space: Space, path: string): HostNode | undefined => {
  const place = rebase(path, CONTAINER, "");
  const standing = standingAt(space, place);
  switch (standing.kind) {
    case "host": {
      const node = space.host.nodes.get(standing.path);
      return node && { ...node, path };
    }
    case "own": {
      const planned = space.tree.get(standing.place);
      if (planned !== undefined) return ownNode(planned, path, space.host);
      return standing.place === "" ? impliedDirectory(path) : undefined;
    }
    case "unknown":
      return coverOf(space.mounts, place)?.place === place ? impliedDirectory(path) : undefined;
  }
};
