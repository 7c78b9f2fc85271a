import { mountPointMissing, nestedMount } from "../diagnostics/plan.ts";
import { ancestorsOf, isUnder } from "../rootfs/paths.ts";
import { lookup } from "../rootfs/lookup.ts";
import type { MountPlan } from "./conf-plan.ts";
import { hasCreateOption } from "./mount-kind.ts";
import type { PlanEntry } from "./plan.ts";
import { placeOf, type Scope } from "./scope.ts";
import { isMadeAtRunTime } from "./source.ts";
import type { Tree } from "./tree.ts";

/**
 * Judges mounts on top of each other, given in the order they are made: a directory mounted over what an earlier entry
 * made hides it; a mount inside an earlier one needs its mount point in there.
 */
export const judgeNesting = (scope: Scope, tree: Tree, mounts: readonly MountPlan[], autoDev: boolean): void => {
  const content = [...tree.entries].filter(([, entry]) => entry.content.kind === "host" || ["hardlink", "symlink"].includes(entry.type));
  const byPlace = new Map<string, number>();
  mounts.forEach((mount, index) => {
    if (tree.entries.get(mount.place)?.type === "directory") {
      const hidden = mounts.slice(0, index).find((each) => each.place !== mount.place && isUnder(each.place, mount.place));
      if (hidden !== undefined) scope.report(nestedMount(placeOf(scope, mount.why), mount.destination, hidden.destination, hidden.why));
      const buried: readonly [string, PlanEntry] | undefined = content.find(([place]) => isUnder(place, mount.place));
      if (buried !== undefined) scope.report(nestedMount(placeOf(scope, mount.why), mount.destination, buried[0], buried[1].why));
    }
    const outer = mounts[Math.max(-1, ...ancestorsOf(mount.place).map((place) => byPlace.get(place) ?? -1))];
    byPlace.set(mount.place, index);
    if (needsMountPoint(mount) && !hasMountPoint(scope, mount, outer, autoDev)) {
      scope.report(mountPointMissing(placeOf(scope, mount.why), mount.destination, outer?.why));
    }
  });
};

const needsMountPoint = (mount: MountPlan): boolean => !hasCreateOption(mount) && !mount.options.includes("optional");

/** What LXC itself puts into a fresh /dev before the mount entries: lxc.container.conf(5), lxc.autodev. */
const IN_FRESH_DEV = ["dev/pts"];

const hasMountPoint = (scope: Scope, mount: MountPlan, outer: MountPlan | undefined, autoDev: boolean): boolean => {
  if (outer === undefined) return !autoDev || mount.place === "dev" || !isUnder(mount.place, "dev") || IN_FRESH_DEV.includes(mount.place);
  if (outer.fsType === "tmpfs") return false;
  if (outer.host === undefined) return true;
  const inside = `${outer.host}${mount.place.slice(outer.place.length)}`;
  return lookup(scope.rootfs, inside).kind === "found" || isMadeAtRunTime(scope, inside);
};
