import { writeValue } from "../../diagnostics/fix.ts";
import { locationOf } from "../container-facts.ts";
import { deviceAt } from "../device-nodes.ts";
import { allowedDevices, type DeviceRule, formatNumbers, isFor } from "../device-rules.ts";
import type { DeviceNumbers } from "../../linux/device-numbers.ts";
import type { Mount } from "../../plan/mount.ts";
import { entryMounts } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

/** open(2) gives EPERM. Only where the entry says rw in so many words: many devices are for reading alone. */
export const deviceAccess: ContainerRule<"device-access"> = {
  kind: "container",
  code: "device-access",
  severity: "warning",
  title: "A device rule allows less than the mount of its device asks for.",
  judge: (context) => {
    const allowed = allowedDevices(context.plan) ?? [];
    return entryMounts(context).flatMap((mount) => {
      const numbers = deviceAt(context, mount)?.numbers;
      const rules = numbers === undefined ? [] : allowed.filter((rule) => isFor(rule, numbers));
      const [rule] = rules;
      const lacking = lackingAccess(mount, rules);
      if (rule === undefined || numbers === undefined || lacking === undefined || (lacking === "written" && isForReading(numbers)))
        return [];
      const location = locationOf(context, { why: rule.why ?? mount.why });
      const right = `${formatNumbers(numbers)} rw`;
      return [
        {
          location,
          message: `${mount.destination} can't be ${lacking}: the rule allows only ${rule.access}`,
          help:
            lacking === "opened"
              ? writeValue(location, right, `write ${right}`)
              : `write ${right}, or ro instead of rw in the Options of its mount`,
        },
      ];
    });
  },
};

/** Programs read events of keys, mice and remote controls: Documentation/input/input.rst. */
const isForReading = ({ type, major }: DeviceNumbers): boolean => type === "c" && major === 13;

const lackingAccess = ({ options }: Mount, rules: readonly DeviceRule[]): "written" | "opened" | undefined => {
  const access = rules.map((rule) => rule.access).join("");
  if (!/[rw]/.test(access)) return "opened";
  return options.includes("rw") && !access.includes("w") ? "written" : undefined;
};
