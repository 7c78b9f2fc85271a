import { boundPath } from "../../plan/mount.ts";
import { hasFlag } from "../../plan/mount-kind.ts";
import { locationOfPart } from "../mount-parts.ts";
import { entryMounts } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

/** mount(2), MS_REC. What the device has mounted below the source is not in its rootfs. */
export const mountedBelow: ContainerRule<"mounted-below"> = {
  kind: "container",
  isOfLxc: true,
  code: "mounted-below",
  severity: "hint",
  title: "A read-only rbind also shows what the device has mounted below its source, which is not known.",
  judge: (context) =>
    entryMounts(context)
      .filter((mount) => mount.options.includes("rbind") && hasFlag(mount, "ro"))
      .map((mount) => ({
        location: locationOfPart(context, mount, "options"),
        message: `rbind also shows in ${mount.destination} what the device has mounted below ${boundPath(mount)}, and LXC itself makes nothing read-only there`,
        help: "write bind instead of rbind, unless what is mounted below it is meant",
      })),
};
