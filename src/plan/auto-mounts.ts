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

/** The innermost one that a place lies in. */
export const autoMountedAt = (
  settings: readonly Pick<ConfPlan["settings"][number], "row" | "value">[],
  place: string,
): AutoMounted | undefined =>
  settings
    .filter(({ row }) => row.element === "AutoMount")
    .flatMap(({ value }) => AUTO_MOUNTED[value.split(":", 1)[0] ?? ""] ?? [])
    .filter((each) => isUnder(place, each.place))
    .sort((a, b) => b.place.length - a.place.length)[0];
