import { autoMountedAt } from "../plan/auto-mounts.ts";
import { bindsSource } from "../plan/mount-kind.ts";
import { isUnder, rebase } from "../rootfs/paths.ts";
import type { ContainerFacts } from "./container-facts.ts";
import type { MountPoint } from "./mount-points.ts";

/** A place in what the kernel shows of itself: the path from the root of proc or sysfs on. */
export interface KernelPlace {
  readonly fsType: "proc" | "sysfs";
  readonly rest: string;
}

/** Whether a mount point lies in proc or sysfs, which an entry, AutoMount, or a bind of the host's brings. */
export const kernelPlaceOf = ({ plan }: ContainerFacts, { mount: { place }, outer, onHost }: MountPoint): KernelPlace | undefined => {
  const automatic = outer === undefined ? autoMountedAt(plan.conf.settings, place) : undefined;
  if (automatic !== undefined) return automatic.fsType === "cgroup" ? undefined : placeIn(automatic.fsType, place, automatic.place);
  if (outer !== undefined && !bindsSource(outer)) {
    return outer.fsType === "proc" || outer.fsType === "sysfs" ? placeIn(outer.fsType, place, outer.place) : undefined;
  }
  if (onHost === undefined) return undefined;
  return isUnder(onHost, "proc") ? placeIn("proc", onHost, "proc") : isUnder(onHost, "sys") ? placeIn("sysfs", onHost, "sys") : undefined;
};

const placeIn = (fsType: KernelPlace["fsType"], path: string, root: string): KernelPlace | undefined =>
  path === root ? undefined : { fsType, rest: rebase(path, root, "") };
