import { servicesOf } from "../../rootfs/services.ts";
import { locationOf } from "../container-facts.ts";
import { isMadeLater, madeAtBoot, realSource } from "../made-at-boot.ts";
import type { ContainerRule } from "../rule.ts";

/** What lies on a tmpfs is made anew at each boot; who makes it may be a program. */
export const madeByNobody: ContainerRule<"made-by-nobody"> = {
  kind: "container",
  code: "made-by-nobody",
  severity: "hint",
  title: "Nothing in the host rootfs is known to make a directory that a container mounts.",
  judge: (context) => {
    const { plan, host } = context;
    const sources = plan.mounts.filter((mount) => isMadeLater(host, plan, mount));
    if (sources.length === 0) return [];
    const isMade = madeAtBoot(host, servicesOf(host));
    return sources
      .filter(({ source }) => !isMade(realSource(host, source)) && context.bootTypes()(realSource(host, source)) === undefined)
      .map((mount) => ({
        location: locationOf(context, mount),
        message: `nothing in the host rootfs is known to make ${mount.source}: the container starts only where it is there`,
        help: `a line of tmpfiles.d(5) makes it at boot: d ${mount.source} 0755 ${plan.launcher?.start.userName ?? "root"} - -`,
      }));
  },
};
