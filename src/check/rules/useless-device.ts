import { changeOptions } from "../../diagnostics/fix.ts";
import { deviceAt } from "../device-nodes.ts";
import { hasFlag } from "../../plan/mount-kind.ts";
import { entryMounts } from "../mount-options.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { ContainerRule } from "../rule.ts";

/** mount(2), MS_NODEV: open(2) gives EACCES. */
export const uselessDevice: ContainerRule<"useless-device"> = {
  kind: "container",
  code: "useless-device",
  severity: "warning",
  title: "A device that no process can open, for its mount is nodev.",
  judge: (context) =>
    entryMounts(context)
      .filter((mount) => hasFlag(mount, "nodev") && deviceAt(context, mount) !== undefined)
      .map((mount) => ({
        location: locationOfPart(context, mount, "options"),
        message: `${mount.destination} is a device, which nodev keeps every process from opening`,
        help: changeOptions(mount.parts?.options, { remove: ["nodev"] }, "remove nodev from its Options"),
      })),
};
