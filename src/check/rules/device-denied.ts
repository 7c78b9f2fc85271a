import { mayAccess } from "../../linux/access.ts";
import { locationOf } from "../container-facts.ts";
import { deviceAt } from "../device-nodes.ts";
import { launchedProcesses } from "../launched-processes.ts";
import { entryMounts } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

/** open(2) gives EACCES: the node's owner, group and mode as the host rootfs has them. */
export const deviceDenied: ContainerRule<"device-denied"> = {
  kind: "container",
  code: "device-denied",
  severity: "warning",
  title: "A device that no process of the container may open, by its node in the host rootfs.",
  judge: (context) => {
    const processes = launchedProcesses(context.plan);
    return entryMounts(context).flatMap((mount) => {
      const node = deviceAt(context, mount)?.node;
      if (node === undefined || processes.length === 0) return [];
      if (processes.some((who) => mayAccess(node, who, "r") || mayAccess(node, who, "w"))) return [];
      const mode = (node.mode & 0o777).toString(8).padStart(4, "0");
      return [
        {
          location: locationOf(context, mount),
          message: `no process of the container may open ${mount.destination}: it has mode ${mode}, uid ${node.uid} and gid ${node.gid}`,
          help: "add the container's user to the group of the device, or give it another mode or group in the host rootfs",
        },
      ];
    });
  },
};
