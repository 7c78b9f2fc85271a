import type { Views } from "../view/views.ts";
import { subtreeOf } from "../rootfs/subtree.ts";
import { type ContainerView, hostPathOf, ownPlaceOf, placeShown } from "../view/container-view.ts";
import { rootfsPath } from "../plan/container-paths.ts";
import type { PlannedNode } from "../plan/planned-node.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import type { NewEntry } from "../tar/entry.ts";
import { compareUtf8 } from "../bytes/compare-utf8.ts";
import type { Content } from "../bytes/source.ts";

/** A regular file that a container sees. */
export interface SeenFile {
  /** In the container, without a leading slash. */
  readonly path: string;
  readonly content: Content;
  /** Where it lies, or lay, on the host; absent for what was generated. */
  readonly host: string | undefined;
}

export interface SeenFrom {
  readonly views: Views;
  readonly rootfs: HostRootfs;
  /** Of the overlay. */
  readonly entries: readonly NewEntry[];
}

/** The regular files that a container sees below `/`, in byte order of their paths: its own, and those of the host that its mounts show. */
export const seenFiles = (container: ContainerPlan, { views, rootfs, entries }: SeenFrom): readonly SeenFile[] => {
  const view = views.containers.get(container.name);
  if (view === undefined) throw new Error(`${container.name} has no view`);
  const own = new Map(entries.map((entry) => [entry.path, entry]));
  const root = rootfsPath(container);
  const hostContent = (path: string): Content | undefined => {
    const node = rootfs.nodes.get(path);
    return node?.type === "file" ? { source: rootfs.source, offset: node.contentOffset, length: node.size } : undefined;
  };
  const files: SeenFile[] = [];
  for (const path of pathsIn(view, views.host)) {
    const origin = view.originOf(path);
    const place = origin === undefined ? undefined : ownPlaceOf(path, origin);
    const node = place === undefined ? undefined : container.rootfs?.tree.get(place);
    const host = node === undefined ? (origin === undefined ? path : hostPathOf(path, origin)) : hostOf(node);
    const content = host === undefined ? own.get(place === undefined ? path : `${root}/${place}`)?.content : hostContent(host);
    if (content !== undefined) files.push({ path, content, host });
  }
  return files.sort((a, b) => compareUtf8(a.path, b.path));
};

/** The paths of the regular files in a view. */
function* pathsIn(view: ContainerView, host: HostRootfs): Generator<string> {
  for (const layer of view.layers.values()) {
    const { place, node, bound } = layer;
    if (bound === undefined) {
      if (node?.type === "file") yield place;
      continue;
    }
    for (const { path, type } of subtreeOf(host, bound)) {
      const shown = type === "file" ? placeShown(view, layer, bound, path) : undefined;
      if (shown !== undefined) yield shown;
    }
  }
}

const hostOf = ({ type, target, content }: PlannedNode): string | undefined =>
  type === "hardlink" ? target : content.kind === "host" ? content.path : undefined;
