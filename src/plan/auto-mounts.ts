import { isUnder } from "../rootfs/paths.ts";
import type { ConfPlan } from "./conf-plan.ts";

/** A file system that LXC mounts by itself, before the entries: lxc.container.conf(5), lxc.mount.auto. */
export interface AutoMounted {
  readonly fsType: "proc" | "sysfs" | "cgroup";
  readonly place: string;
}

/** By the word before the colon. */
export const AUTO_MOUNTED: Readonly<Record<string, AutoMounted>> = {
  proc: { fsType: "proc", place: "proc" },
  sys: { fsType: "sysfs", place: "sys" },
  cgroup: { fsType: "cgroup", place: "sys/fs/cgroup" },
};

type AutoMountSetting = Pick<ConfPlan["settings"][number], "row" | "value">;

const mountedBy = ({ row, value }: AutoMountSetting): AutoMounted | undefined =>
  row.element === "AutoMount" ? AUTO_MOUNTED[value.split(":", 1)[0] ?? ""] : undefined;

/** The innermost one that a place lies in. */
export const autoMountedAt = (settings: readonly AutoMountSetting[], place: string): AutoMounted | undefined =>
  settings
    .flatMap((each) => mountedBy(each) ?? [])
    .filter((each) => isUnder(place, each.place))
    .sort((a, b) => b.place.length - a.place.length)[0];

/** The setting that mounts a file system on a place. */
export const autoMountOn = (settings: ConfPlan["settings"], { fsType, place }: AutoMounted): ConfPlan["settings"][number] | undefined =>
  settings.find((each) => {
    const mounted = mountedBy(each);
    return mounted?.place === place && mounted.fsType === fsType;
  });
