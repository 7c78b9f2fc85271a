import { locationOf } from "../container-facts.ts";
import { numbersAt } from "../device-nodes.ts";
import { deviceRulesOf, formatNumbers, isFor } from "../device-rules.ts";
import type { ContainerRule } from "../rule.ts";

/** The numbers are the kernel's (Documentation/admin-guide/devices.txt), or those of the node in the host rootfs. */
export const deviceNumbers: ContainerRule<"device-numbers"> = {
  kind: "container",
  code: "device-numbers",
  severity: "warning",
  title: "A device rule has other numbers than the device that it is named after.",
  judge: (context) =>
    deviceRulesOf(context.plan).flatMap((rule) => {
      const name = rule.comment?.trim() ?? "";
      const numbers = name.startsWith("/dev/") ? numbersAt(context, name) : undefined;
      if (numbers === undefined || isFor(rule, numbers)) return [];
      return [
        {
          location: locationOf(context, { why: rule.why ?? NOWHERE }),
          message: `${name} is ${formatNumbers(numbers)}, and the rule is for ${rule.rule}`,
          help: `write ${formatNumbers(numbers)} ${rule.access}`,
        },
      ];
    }),
};

const NOWHERE = { reason: "DeviceCgroup", span: undefined };
