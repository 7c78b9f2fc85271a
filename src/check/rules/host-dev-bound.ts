import { bindsSource } from "../../plan/mount-kind.ts";
import { boundPath } from "../../plan/mount.ts";
import { locationOf } from "../container-facts.ts";
import { entryMounts } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

/** LXC makes its nodes, links and the console after the entries (src/lxc/conf.c, lxc_setup): in the host's /dev then. */
export const hostDevBound: ContainerRule<"host-dev-bound"> = {
  kind: "container",
  isOfLxc: true,
  code: "host-dev-bound",
  severity: "warning",
  title: "The host's whole /dev covers the container's fresh one.",
  judge: (context) =>
    entryMounts(context)
      .filter((mount) => context.plan.conf.autoDev && mount.place === "dev" && bindsSource(mount) && boundPath(mount) === "/dev")
      .map((mount) => ({
        location: locationOf(context, mount),
        message: "the host's whole /dev, with every device node, covers the fresh dev that LXC makes",
        help: 'mount the devices that the container needs, each with type="dev", or set AutoDev to 0 if all of /dev is meant',
      })),
};
