import { staysBelow } from "./stays-below.ts";
import type { FindEffect } from "./effect.ts";

/** Limits of systemd.resource-control(5) are those of the unit's cgroup, which holds the launcher, and the container's processes in no LXC. */
const limit =
  (key: string, instead: string, files: RegExp): FindEffect =>
  (context, service) => {
    const setting = service.get(key);
    if (setting === undefined || setting.value === "infinity" || staysBelow(context)) return undefined;
    if (context.plan.conf.cgroup.some(({ file }) => files.test(file))) return undefined;
    return { setting, severity: "warning", what: "it limits the launcher alone: LXC has the container in a cgroup of its own", instead };
  };

export const LIMITS: readonly FindEffect[] = [
  limit("MemoryMax", "MemoryLimit in the description's CGroupSettings", /^memory\./),
  limit("MemoryLimit", "MemoryLimit in the description's CGroupSettings", /^memory\./),
];
