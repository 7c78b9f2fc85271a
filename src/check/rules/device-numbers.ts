import { writeValue } from "../../diagnostics/fix.ts";
import { locationOf } from "../container-facts.ts";
import { numbersMeant } from "../device-nodes.ts";
import { deviceRulesOf, dynamicDevices, formatNumbers, nameOf } from "../device-rules.ts";
import type { ContainerRule } from "../rule.ts";

/** The numbers are the kernel's (Documentation/admin-guide/devices.txt), or those of the node in the host rootfs. */
export const deviceNumbers: ContainerRule<"device-numbers"> = {
  kind: "container",
  code: "device-numbers",
  severity: "warning",
  title: "A device rule has other numbers than the device that it is named after.",
  judge: (context) => {
    const dynamic = dynamicDevices(context.plan);
    return deviceRulesOf(context.plan).flatMap((rule) => {
      const numbers = dynamic.has(nameOf(rule)) ? undefined : numbersMeant(context, rule);
      if (numbers === undefined) return [];
      const location = locationOf(context, { why: rule.why ?? NOWHERE });
      const right = `${formatNumbers(numbers)} ${rule.access}`;
      return [
        {
          location,
          message: `${nameOf(rule)} is ${formatNumbers(numbers)}, and the rule is for ${rule.rule}`,
          help: writeValue(location, right, `write ${right}`),
        },
      ];
    });
  },
};

const NOWHERE = { reason: "DeviceCgroup", span: undefined };
