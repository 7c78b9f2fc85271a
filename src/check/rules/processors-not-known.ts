import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

/** Documentation/admin-guide/cgroup-v1/cpusets.rst: a number that the machine lacks is refused (ERANGE, EINVAL). Small numbers are not worth a word. */
export const processorsNotKnown: ContainerRule<"processors-not-known"> = {
  kind: "container",
  code: "processors-not-known",
  severity: "hint",
  title: "A container asks for processors or memory nodes that not every device has.",
  judge: (context) =>
    context.plan.conf.cgroup.flatMap(({ file, value, why }) => {
      const what = KINDS[file];
      const highest = Math.max(...(value.match(/\d+/g) ?? ["0"]).map(Number));
      if (what === undefined || highest < what.first) return [];
      return [
        {
          location: locationOf(context, why && { why }),
          message: `the rootfs does not tell whether the device has ${what.name} ${highest}: without it the container does not start`,
          help: `write only numbers that every device has; ${what.name}s are counted from 0`,
        },
      ];
    }),
};

const KINDS: Readonly<Record<string, { readonly name: string; readonly first: number }>> = {
  "cpuset.cpus": { name: "CPU", first: 8 },
  "cpuset.mems": { name: "memory node", first: 1 },
};
