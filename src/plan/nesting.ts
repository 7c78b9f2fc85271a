import { hiddenByDev, nestedMount } from "./mount-findings.ts";
import { visitAbove } from "../rootfs/paths.ts";
import type { Mount } from "./mount.ts";
import { judgeMountPoint } from "./mount-point.ts";
import type { PlannedNode } from "./planned-node.ts";
import type { Why } from "./why.ts";
import { placeOf, type Scope } from "./scope.ts";
import type { Tree } from "./tree.ts";

/**
 * Judges mounts on top of each other, given in the order they are made: one over what an earlier entry made hides it; a mount inside an
 * earlier one needs its mount point in there.
 */
export const judgeNesting = (scope: Scope, tree: Tree, mounts: readonly Mount[], autoDev: boolean): void => {
  const contentBelow = new Map<string, readonly [string, PlannedNode]>();
  for (const thing of tree.nodes) if (isContent(thing[1])) noteAbove(contentBelow, thing[0], thing);
  const mountBelow = new Map<string, Mount>();
  const byPlace = new Map<string, number>();
  mounts.forEach((mount, index) => {
    const at = placeOf(scope, mount.why);
    const hidden = mountBelow.get(mount.place);
    if (hidden !== undefined) {
      const canSwap = mount.kind === "entry" && hidden.kind === "entry";
      scope.report(nestedMount(at, mount.destination, hidden.destination, hidden.why, canSwap));
    }
    const buried = contentBelow.get(mount.place);
    if (buried !== undefined) scope.report(nestedMount(at, mount.destination, buried[0], buried[1].why, false));
    let outer = -1;
    visitAbove(mount.place, (above) => {
      outer = Math.max(outer, byPlace.get(above) ?? -1);
      return true;
    });
    byPlace.set(mount.place, index);
    noteAbove(mountBelow, mount.place, mount);
    judgeMountPoint(scope, mount, mounts[outer], autoDev);
  });
  if (autoDev) judgeDev(scope, tree);
};

/** Reports what is put where the fresh /dev will be: lxc.container.conf(5), lxc.autodev. */
const judgeDev = (scope: Scope, tree: Tree): void => {
  const reported = new Set<Why>();
  for (const [place, entry] of tree.nodes) {
    if (!place.startsWith("dev/") || !isContent(entry) || reported.has(entry.why)) continue;
    reported.add(entry.why);
    scope.report(hiddenByDev(placeOf(scope, entry.why), place));
  }
};

/** Whether an entry is more than a place to mount over. */
const isContent = ({ content, type }: PlannedNode): boolean => content.kind === "host" || type === "hardlink" || type === "symlink";

/** Notes for each directory above a place the first thing that lies below it; what is above a noted one is noted. */
const noteAbove = <T>(below: Map<string, T>, place: string, value: T): void =>
  visitAbove(place, (above) => {
    if (below.has(above)) return false;
    below.set(above, value);
    return true;
  });
