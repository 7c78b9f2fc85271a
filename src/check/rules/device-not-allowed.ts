import { addTo } from "../bring-advice.ts";
import { locationOf } from "../container-facts.ts";
import { deviceAt, numbersMeant } from "../device-nodes.ts";
import { allowedDevices, dynamicDevices, formatNumbers, isFor, nameOf } from "../device-rules.ts";
import { entryMounts } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

/** Documentation/admin-guide/cgroup-v1/devices.rst: open(2) gives EPERM. */
export const deviceNotAllowed: ContainerRule<"device-not-allowed"> = {
  kind: "container",
  code: "device-not-allowed",
  severity: "warning",
  title: "A device is mounted, and no device rule allows it.",
  judge: (context) => {
    const allowed = allowedDevices(context.plan);
    const dynamic = dynamicDevices(context.plan);
    if (allowed === undefined) return [];
    return entryMounts(context).flatMap((mount) => {
      const device = deviceAt(context, mount);
      const numbers = device?.numbers;
      if (device === undefined || numbers === undefined || dynamic.has(device.path) || allowed.some((each) => isFor(each, numbers)))
        return [];
      // That rule is to get the right numbers: device-numbers.
      if (allowed.some((each) => nameOf(each) === device.path && numbersMeant(context, each) !== undefined)) return [];
      const rule = `${formatNumbers(numbers)} rw`;
      // One with a name gets a node, where the mount is.
      const attributes = context.plan.bundle === undefined ? { name: device.path } : {};
      const written = context.plan.bundle === undefined ? ` name="${device.path}"` : "";
      return [
        {
          location: locationOf(context, mount),
          message: `${mount.destination} can't be opened: no DevicesAllow is for ${formatNumbers(numbers)}`,
          help: addTo(
            "DeviceCgroup",
            { name: "DevicesAllow", attributes, content: rule },
            mount.why.span === undefined ? [] : [mount.why.span],
            `add <DevicesAllow${written}>${rule}</DevicesAllow>`,
          ),
        },
      ];
    });
  },
};
