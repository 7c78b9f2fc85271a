import { changeOptions } from "../../diagnostics/fix.ts";
import { hasFlag } from "../../plan/mount-kind.ts";
import type { Mount } from "../../plan/mount.ts";
import type { ContainerContext } from "../container-context.ts";
import { deviceAt, deviceDirectoryAt } from "../device-nodes.ts";
import { entryMounts } from "../mount-options.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { ContainerRule } from "../rule.ts";

/** mount(2), MS_NODEV: open(2) gives EACCES. */
export const uselessDevice: ContainerRule<"useless-device"> = {
  kind: "container",
  code: "useless-device",
  severity: "warning",
  title: "A device that no process can open, or a directory of them, for its mount is nodev.",
  judge: (context) =>
    entryMounts(context)
      .filter((mount) => hasFlag(mount, "nodev"))
      .flatMap((mount) => {
        const shown = shownDevices(context, mount);
        if (shown === undefined) return [];
        return [
          {
            location: locationOfPart(context, mount, "options"),
            message: `${mount.destination} ${shown}, which nodev keeps every process from opening`,
            help: changeOptions(mount.parts?.options, { remove: ["nodev"] }, "remove nodev from its Options"),
          },
        ];
      }),
};

const shownDevices = (context: ContainerContext, mount: Mount): string | undefined => {
  if (deviceAt(context, mount) !== undefined) return "is a device";
  return deviceDirectoryAt(context, mount) === "devices" ? "is a directory of devices" : undefined;
};
