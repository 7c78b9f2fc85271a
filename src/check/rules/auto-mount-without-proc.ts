import { dialectFrom } from "../../plan/plan-context.ts";
import { locationOf } from "../container-facts.ts";
import { entryMounts } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

/**
 * LXC from 5.0 on mounts a sysfs on proc/sys of the container, from which it binds devices/virtual/net, and needs the proc that it has mounted
 * itself for that (src/lxc/conf.c, lxc_mount_auto_mounts; seen on 5.0.2). Those before mount it at its place. What LxcInclude sets is not judged.
 */
export const autoMountWithoutProc: ContainerRule<"auto-mount-without-proc"> = {
  kind: "container",
  isOfLxc: true,
  code: "auto-mount-without-proc",
  severity: "error",
  title: "AutoMount of sys or sys:mixed without one of proc, which LXC from 5.0 on needs for it.",
  judge: (context) => {
    const { plan, dialect } = context;
    const { settings } = plan.conf;
    if (!dialectFrom(dialect, "5.0") || plan.rootfs === undefined || settings.some(({ row }) => row.element === "LxcInclude")) return [];
    const auto = settings.filter(({ row }) => row.element === "AutoMount");
    if (auto.some(({ value }) => value.split(":", 1)[0] === "proc")) return [];
    const hasEntry = entryMounts(context).some(({ fsType }) => fsType === "proc");
    return auto
      .filter(({ value }) => value === "sys" || value === "sys:mixed")
      .map((each) => ({
        location: locationOf(context, each),
        message: `LXC ${dialect} makes ${each.value} by way of /proc/sys, and has no proc of its own yet: it will not start the container`,
        help: `write sys:ro, or <AutoMount>proc:mixed</AutoMount> ${hasEntry ? "instead of the Entry for proc" : "beside it"}`,
      }));
  },
};
