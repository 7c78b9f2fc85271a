import type { ContainerContext } from "../container-context.ts";

/** Whether the container's cgroups may be below the unit's: lxc.container.conf(5), lxc.cgroup.relative and lxc.cgroup.dir of an included file. */
export const staysBelow = (context: ContainerContext): boolean =>
  context.includes().some(({ included }) => included.settings.some(({ key }) => /^lxc\.cgroup\.(?:relative$|dir\b)/.test(key)));
