import type { Mount } from "../plan/mount.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import { bindsSource, type Flag, hasFlag } from "../plan/mount-kind.ts";

/** Whether a flag of a mount holds on the device: LXC applies those of a bind only with ro, or the mount hook does; an OCI runtime applies all. */
export const flagHolds = ({ conf, target }: Pick<ContainerPlan, "conf" | "target">, mount: Mount, flag: Exclude<Flag, "ro">): boolean => {
  if (!hasFlag(mount, flag)) return false;
  if (target !== "lxc") return true;
  const remounted = conf.remount?.binds.find((bind) => bind.destination === mount.destination);
  return !bindsSource(mount) || hasFlag(mount, "ro") || (remounted?.options.includes(flag) ?? false);
};
