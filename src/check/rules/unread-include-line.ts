import type { CgroupVersion } from "../../model/options.ts";
import type { Included } from "../lxc-files/read-include.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** src/lxc/confile.c, parse_line: what does not begin with `lxc.` is for other programs. */
export const unreadIncludeLine: ContainerRule<"unread-include-line"> = {
  kind: "container",
  code: "unread-include-line",
  severity: "warning",
  title: "A line of a file of LxcInclude seems to set something, and LXC passes over it.",
  judge: (context) =>
    context.includes().flatMap(({ location, included }) => [
      ...included.passedOver.map((problem) => ({
        location,
        message: `${problem.path}, line ${problem.line}: ${problem.message}: LXC passes over it`,
        help: problem.help,
      })),
      ...otherCgroups(context.cgroup, included).map((found) => ({ ...found, location })),
    ]),
};

/** src/lxc/cgroups/cgfsng.c sets up the keys of the device's own cgroups only; common.conf of LXC has both, for any device. */
const otherCgroups = (cgroup: CgroupVersion, { settings }: Included): readonly Omit<Found, "location">[] => {
  const isOf = (version: CgroupVersion, key: string): boolean => CONTROL.exec(key)?.[1] === (version === "v2" ? "2" : "");
  const [other, prefix] = cgroup === "v2" ? (["v1", "lxc.cgroup2."] as const) : (["v2", "lxc.cgroup."] as const);
  const [first, ...more] = settings.filter(({ key, value }) => value !== "" && isOf(other, key));
  if (first === undefined || settings.some(({ key }) => isOf(cgroup, key))) return [];
  const others = more.length === 0 ? "" : `, as over ${more.length} more`;
  const message = `${first.path}, line ${first.line}: ${first.key} is for cgroup ${other}: on a device with ${cgroup} LXC passes over it${others}`;
  return [{ message, help: `write what cgroup ${cgroup} has for it, below ${prefix}` }];
};

/** Keys of control files, and not those that say where LXC's cgroups lie. */
const CONTROL = /^lxc\.cgroup(2?)\.(?!dir\b|relative$|use$|pattern$)./;
