import { isUnder, rebase } from "../rootfs/paths.ts";
import { autoMountedAt } from "./auto-mounts.ts";
import { lookup } from "../rootfs/lookup.ts";
import { CONTAINER, type Space, spaceOf, type Standing, standingAt } from "./container-space.ts";
import type { Mount } from "./mount.ts";
import { isFromContainer } from "./mount-kind.ts";
import { isMadeAtRunTime } from "./mount-source.ts";
import { symlinkLoop } from "./mount-findings.ts";
import { locationOf, type PlanContext } from "./plan-context.ts";
import { judgeSource, reportMissing } from "./judge-relative.ts";
import type { Tree } from "./tree.ts";

/**
 * The mounts, with the sources found that LXC takes from the container's root, each as the container's tree and the mounts before it have it; what lacks is reported and left out.
 * LXC puts the root's path before such a source and calls mount(2) before it changes its root, so that an absolute symlink leads to the host (LXC 5.0.2, src/lxc/conf.c, mount_entry;
 * seen there, too).
 */
export const findRelativeSources = (context: PlanContext, tree: Tree, mounts: readonly Mount[]): readonly Mount[] => {
  const made: Mount[] = [];
  for (const [index, mount] of mounts.entries()) {
    const space: Space = { host: context.rootfs, tree: tree.nodes, mounts: made };
    const resolved = isFromContainer(context.dialect, mount) ? resolve(context, space, mount, mounts.slice(index + 1)) : mount;
    if (resolved !== undefined) made.push(resolved);
  }
  return made;
};

const resolve = (context: PlanContext, space: Space, mount: Mount, later: readonly Mount[]): Mount | undefined => {
  const found = lookup(spaceOf(space), `${CONTAINER}/${mount.source}`);
  const isInside = isUnder(found.kind === "found" ? found.node.path : found.path, CONTAINER);
  if (found.kind === "found") {
    const { path } = found.node;
    const place = isInside ? rebase(path, CONTAINER, "") : undefined;
    const standing: Standing = place === undefined ? { kind: "host", path } : standingAt(space, place);
    judgeSource(context, space, { mount, standing, place, type: found.node.type, later });
    return {
      ...mount,
      host: standing.kind === "host" ? standing.path : undefined,
      inside: { place, own: standing.kind === "own" ? standing.place : undefined },
    };
  }
  if (mount.options.includes("optional")) return mount;
  const path = isInside ? rebase(found.path, CONTAINER, "") : found.path;
  if (found.kind === "loop") {
    context.report(symlinkLoop(locationOf(context, mount.why), mount.source, path));
    return undefined;
  }
  const isMadeLater = isInside
    ? standingAt(space, path).kind === "unknown" || autoMountedAt(context.container.settings, path) !== undefined
    : isMadeAtRunTime(context, path);
  if (isMadeLater) return mount;
  reportMissing(context, space, mount, later);
  return undefined;
};
