import { locationOf } from "../container-facts.ts";
import type { ContainerPlan } from "../../plan/plan.ts";
import { allowedDevices, type DeviceRule, deviceRulesOf } from "../device-rules.ts";
import type { ContainerRule } from "../rule.ts";

/** To make any node (m alone), as LXC's own configurations allow, opens none. */
export const allDevicesAllowed: ContainerRule<"all-devices-allowed"> = {
  kind: "container",
  code: "all-devices-allowed",
  severity: "warning",
  title: "A device rule allows every device, where the others are denied.",
  judge: (context) =>
    (allowedDevices(context.plan) ?? takenBack(context.plan))
      .filter(({ major, minor, access }) => major === undefined && minor === undefined && /[rw]/.test(access))
      .map((rule) => ({
        location: locationOf(context, { why: rule.why ?? { reason: "DevicesAllow", span: undefined } }),
        message: `${rule.rule} allows every ${KINDS[rule.type]}, which takes back that devices are denied`,
        help: "name the devices that the container needs, each with a rule of its own",
      })),
};

/** The rule of a bundle that takes back that all devices are denied, as every bundle begins. */
const takenBack = (plan: ContainerPlan): readonly DeviceRule[] =>
  plan.bundle === undefined
    ? []
    : deviceRulesOf(plan)
        .filter(({ type }) => type === "a")
        .slice(-1);

const KINDS: Readonly<Record<DeviceRule["type"], string>> = { a: "device", b: "block device", c: "character device" };
