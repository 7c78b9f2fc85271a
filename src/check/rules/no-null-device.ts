import { numbersOfDevice } from "../../linux/device-numbers.ts";
import { isUnder } from "../../rootfs/paths.ts";
import { addTo } from "../bring-advice.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { allowedDevices, deviceRulesOf, isFor } from "../device-rules.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** Shells, daemon(3) and many programs open /dev/null, and fail where they can't: EPERM by a device rule, ENOENT without a node. Others do without it. */
export const noNullDevice: ContainerRule<"no-null-device"> = {
  kind: "container",
  isOfLxc: true,
  code: "no-null-device",
  severity: "hint",
  title: "No process of a container can open /dev/null.",
  judge: (context) => [...judgeRules(context), ...judgePlace(context)],
};

const judgeRules = (context: ContainerContext): readonly Found[] => {
  const { plan } = context;
  const allowed = allowedDevices(plan);
  const numbers = numbersOfDevice("/dev/null");
  if (allowed === undefined || numbers === undefined || allowed.some((rule) => isFor(rule, numbers))) return [];
  if (includesKey(context, /^lxc\.cgroup2?\.devices\./)) return [];
  const denial = deviceRulesOf(plan)
    .filter(({ verb, type }) => verb === "deny" && type === "a")
    .at(-1);
  return [
    {
      location: locationOf(context, denial),
      message: `all devices are denied, and nothing allows /dev/null: no process of ${plan.name} can open it`,
      help: addTo(
        "DeviceCgroup",
        { name: "AllowDefaultDevices", attributes: { enable: "yes" }, content: "" },
        denial?.why.span === undefined ? [] : [denial.why.span],
        'add <AllowDefaultDevices enable="yes"/> behind the denial',
      ),
    },
  ];
};

/** A rootfs of its own has an empty /dev where AutoDev says 0. */
const judgePlace = (context: ContainerContext): readonly Found[] => {
  const { plan } = context;
  if (plan.rootfs === undefined || plan.conf.autoDev || plan.conf.autoDevWhy.reason !== "AutoDev") return [];
  const isBrought = plan.mounts.some(({ place }) => isUnder("dev/null", place)) || context.ownContent().has("dev/null");
  if (isBrought || includesKey(context, /^lxc\.(?:autodev|mount\.entry|mount\.fstab|hook\.\w+)/)) return [];
  return [
    {
      location: locationOf(context, { why: plan.conf.autoDevWhy }),
      message: `nothing makes /dev/null in ${plan.name}: AutoDev is 0, its rootfs is its own, and no Entry mounts /dev or the device`,
      help: "write 1, or mount /dev/null and what else of /dev is needed",
    },
  ];
};

/** Whether an included file has such a key, or is one that nobody has read. */
const includesKey = (context: ContainerContext, key: RegExp): boolean => {
  const named = context.plan.conf.settings.filter(({ row }) => row.element === "LxcInclude");
  const read = context.includes();
  return read.length < named.length || read.some(({ included }) => included.settings.some((setting) => key.test(setting.key)));
};
