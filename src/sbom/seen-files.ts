import type { Views } from "../view/views.ts";
import { subtreeOf } from "../rootfs/subtree.ts";
import { type ContainerView, hostPathOf, ownPlaceOf, placeShown, type ViewLayer } from "../view/container-view.ts";
import { rootfsPath } from "../plan/container-paths.ts";
import type { PlannedNode } from "../plan/planned-node.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { isUnder } from "../rootfs/paths.ts";
import type { NewEntry } from "../tar/entry.ts";
import type { Content } from "../bytes/source.ts";

/** A regular file that a container sees. */
export interface SeenFile {
  /** In the container, without a leading slash. */
  readonly path: string;
  readonly content: Content;
  /** Where it lies, or lay, on the host; absent for what was generated. */
  readonly host: string | undefined;
}

/** The regular files that a container sees below `/`: its own and those that are mounted one by one, and directories of the host. */
export interface Seen {
  readonly files: readonly SeenFile[];
  readonly trees: readonly SeenTree[];
}

/** A directory of the host that a mount shows. */
export interface SeenTree {
  /** In the container. */
  readonly place: string;
  /** The same for two containers that see the same files of it under the same paths. */
  readonly key: string;
  readonly files: () => readonly SeenFile[];
}

export interface SeenFrom {
  readonly views: Views;
  readonly rootfs: HostRootfs;
  /** Of the overlay. */
  readonly entries: readonly NewEntry[];
}

/** Looks at what each container of an overlay sees. */
export const fileSeer = ({ views, rootfs, entries }: SeenFrom): ((container: ContainerPlan) => Seen) => {
  const own = new Map(entries.map((entry) => [entry.path, entry]));
  const hostContent = (path: string): Content | undefined => {
    const node = rootfs.nodes.get(path);
    return node?.type === "file" ? { source: rootfs.source, offset: node.contentOffset, length: node.size } : undefined;
  };
  return (container) => {
    const view = views.containers.get(container.name);
    if (view === undefined) throw new Error(`${container.name} has no view`);
    const root = rootfsPath(container);
    const fileAt = (path: string): readonly SeenFile[] => {
      const origin = view.originOf(path);
      const place = origin === undefined ? undefined : ownPlaceOf(path, origin);
      const node = place === undefined ? undefined : container.rootfs?.tree.get(place);
      const host = node === undefined ? (origin === undefined ? path : hostPathOf(path, origin)) : hostOf(node);
      const content = host === undefined ? own.get(place === undefined ? path : `${root}/${place}`)?.content : hostContent(host);
      return content === undefined ? [] : [{ path, content, host }];
    };
    const layers = [...view.layers.values()];
    return {
      files: layers.flatMap(({ place, node }) => (node?.type === "file" ? fileAt(place) : [])),
      trees: layers.flatMap((layer) => {
        const { place, bound, node } = layer;
        if (bound === undefined || node?.type === "file") return [];
        const files = (): readonly SeenFile[] => pathsShown(view, views.host, layer, bound).flatMap(fileAt);
        return [{ place, key: JSON.stringify([place, bound, ...coversOf(view, place)]), files }];
      }),
    };
  };
};

/** The paths of the regular files that a bind shows. */
const pathsShown = (view: ContainerView, host: HostRootfs, layer: ViewLayer, bound: string): readonly string[] => {
  const paths: string[] = [];
  for (const { path, type } of subtreeOf(host, bound)) {
    const shown = type === "file" ? placeShown(view, layer, bound, path) : undefined;
    if (shown !== undefined) paths.push(shown);
  }
  return paths;
};

/** What may cover something below a place: other layers, those of mounts and those of the container's own tree apart. */
const coversOf = ({ layers }: ContainerView, place: string): readonly string[] =>
  [...layers.values()].flatMap((layer) =>
    layer.place !== place && isUnder(layer.place, place) ? `${layer.place}:${layer.origin?.mount === undefined ? "own" : "mount"}` : [],
  );

const hostOf = ({ type, target, content }: PlannedNode): string | undefined =>
  type === "hardlink" ? target : content.kind === "host" ? content.path : undefined;
