import type { ConfPlan } from "../plan/conf-plan.ts";
import type { Mount } from "../plan/mount.ts";
import { bindsSource, type Flag, hasFlag } from "../plan/mount-kind.ts";

/** Whether a flag of a mount holds on the device: LXC applies those of a bind only with ro, or the mount hook does. */
export const flagHolds = (conf: ConfPlan, mount: Mount, flag: Exclude<Flag, "ro">): boolean => {
  if (!hasFlag(mount, flag)) return false;
  const remounted = conf.remount?.binds.find((bind) => bind.destination === mount.destination);
  return !bindsSource(mount) || hasFlag(mount, "ro") || (remounted?.options.includes(flag) ?? false);
};
