import { locationOf } from "../container-facts.ts";
import { allowedDevices, type DeviceRule } from "../device-rules.ts";
import type { ContainerRule } from "../rule.ts";

/** To make any node (m alone), as LXC's own configurations allow, opens none. */
export const allDevicesAllowed: ContainerRule<"all-devices-allowed"> = {
  kind: "container",
  code: "all-devices-allowed",
  severity: "warning",
  title: "A device rule allows every device, where the others are denied.",
  judge: (context) =>
    (allowedDevices(context.plan) ?? [])
      .filter(({ major, minor, access }) => major === undefined && minor === undefined && /[rw]/.test(access))
      .map((rule) => ({
        location: locationOf(context, { why: rule.why ?? { reason: "DevicesAllow", span: undefined } }),
        message: `${rule.rule} allows every ${KINDS[rule.type]}, which takes back that devices are denied`,
        help: "name the devices that the container needs, each with a rule of its own",
      })),
};

const KINDS: Readonly<Record<DeviceRule["type"], string>> = { a: "device", b: "block device", c: "character device" };
