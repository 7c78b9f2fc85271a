import { duplicateDestination, duplicateMount } from "./mount-findings.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import type { Mount } from "./mount.ts";
import { planMount } from "./mount-entry.ts";
import { locationOf, type PlanContext } from "./plan-context.ts";
import type { Tree } from "./tree.ts";

/** The mount entries of MountPoints, in document order, and their mount points in the tree. `earlier` are the mounts made before. */
export const planMounts = (context: PlanContext, tree: Tree, autoDev: boolean, earlier: readonly Mount[]): readonly Mount[] => {
  const planned: Mount[] = [];
  for (const entry of context.container.rootfs?.mounts ?? []) {
    const made = planMount(context, entry, autoDev);
    if (made === undefined || !isNewMount(context, made.mount, [...earlier, ...planned])) continue;
    if (!made.isMade) (made.isDirectory ? tree.directory : tree.mountPoint)(made.mount.place, made.mount.why);
    planned.push(made.mount);
  }
  return planned;
};

/**
 * Whether a mount adds to those before it: an equal one does not. What is reported either way; only D-Bus' own libdbus and the same
 * library of LibsRoBindMounts are a pair that has to be expected.
 */
export const isNewMount = (context: PlanContext, mount: Mount, earlier: readonly Mount[]): boolean => {
  const there = earlier.filter((each) => each.place === mount.place);
  const [other] = there;
  if (other === undefined) return true;
  const at = locationOf(context, mount.why);
  const same = there.find((each) => isSameMount(each, mount));
  if (same === undefined) {
    const severity = other.kind === "entry" && mount.kind === "entry" ? "error" : "warning";
    context.report(duplicateDestination(severity, at, mount.destination, other.why));
    return true;
  }
  const isExpected = same.kind === "dbus" && mount.kind === "library";
  if (!isExpected) context.report(duplicateMount(at, mount.destination, same.why));
  return false;
};

/** Whether two entries say the same: paths normalised, options taken as a set. */
const isSameMount = (a: Mount, b: Mount): boolean =>
  a.place === b.place &&
  normalizePath(a.source) === normalizePath(b.source) &&
  a.fsType === b.fsType &&
  a.dump === b.dump &&
  a.fsck === b.fsck &&
  a.options.every((option) => b.options.includes(option)) &&
  b.options.every((option) => a.options.includes(option));
