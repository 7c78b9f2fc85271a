import { nestedMount } from "../diagnostics/plan.ts";
import { ancestorsOf } from "../rootfs/paths.ts";
import type { MountPlan } from "./conf-plan.ts";
import { judgeMountPoint } from "./mount-point.ts";
import { placeOf, type Scope } from "./scope.ts";
import type { Tree } from "./tree.ts";

/**
 * Judges mounts on top of each other, given in the order they are made: one over what an earlier entry made hides it; a mount inside an
 * earlier one needs its mount point in there.
 */
export const judgeNesting = (scope: Scope, tree: Tree, mounts: readonly MountPlan[], autoDev: boolean): void => {
  const contentBelow = firstBelow(
    [...tree.entries].filter(([, entry]) => entry.content.kind === "host" || ["hardlink", "symlink"].includes(entry.type)),
  );
  const mountBelow = new Map<string, MountPlan>();
  const byPlace = new Map<string, number>();
  mounts.forEach((mount, index) => {
    const at = placeOf(scope, mount.why);
    const hidden = mountBelow.get(mount.place);
    if (hidden !== undefined) {
      const canSwap = mount.origin === "mount" && hidden.origin === "mount";
      scope.report(nestedMount(at, mount.destination, hidden.destination, hidden.why, canSwap));
    }
    const buried = contentBelow.get(mount.place);
    if (buried !== undefined) scope.report(nestedMount(at, mount.destination, buried[0], buried[1].why, false));
    const outer = mounts[Math.max(-1, ...ancestorsOf(mount.place).map((place) => byPlace.get(place) ?? -1))];
    byPlace.set(mount.place, index);
    noteAbove(mountBelow, mount.place, mount);
    judgeMountPoint(scope, mount, outer, autoDev);
  });
};

/** For each place the first of some things, by their places, that lies below it. */
const firstBelow = <T>(things: readonly (readonly [string, T])[]): ReadonlyMap<string, readonly [string, T]> => {
  const below = new Map<string, readonly [string, T]>();
  for (const thing of things) noteAbove(below, thing[0], thing);
  return below;
};

const noteAbove = <T>(below: Map<string, T>, place: string, value: T): void => {
  for (const above of ancestorsOf(place)) {
    if (!below.has(above)) below.set(above, value);
  }
};
