import {
  cgroupNeverWorks,
  cgroupSettingChanged,
  cgroupSettingLost,
  deviceRulesDialect,
  deviceRulesLost,
  deviceRulesOrder,
  deviceRulesUseless,
} from "./conf-findings.ts";
import { atSpan } from "../diagnostics/diagnostic.ts";
import { deniedAgain } from "./denied-again.ts";
import { bytesOf, weightOf } from "./cgroup-values.ts";
import { judgeSwap } from "./judge-swap.ts";
import { judgeLimit } from "./judge-limit.ts";
import type { CgroupSetting } from "../model/container.ts";
import type { CgroupLine, ConfPlan } from "./conf-plan.ts";
import type { PlanContext } from "./plan-context.ts";

/** The control files of the plan's cgroup generation: cgroups(7), and the kernel's admin-guide on cgroup-v1 and cgroup-v2. */
export const planCgroup = (context: PlanContext): readonly CgroupLine[] =>
  context.container.cgroup.flatMap((setting) => {
    const never = NEVER_WORKS[setting.file] ?? (context.cgroup === "v1" && setting.value === "1" ? EXCLUSIVE[setting.file] : undefined);
    if (never !== undefined) {
      context.report(cgroupNeverWorks(atSpan(setting.span), setting.element, never));
      return [];
    }
    if (setting.file === MEMSW && !judgeSwap(context, setting)) return [];
    judgeLimit(context, setting);
    const why = { reason: setting.element, span: setting.span };
    const same: readonly Written[] = [{ file: setting.file, value: setting.value }];
    const lines = context.cgroup === "v1" ? same : (V2[setting.file]?.(context, setting) ?? same);
    return lines.map((line) => ({ ...line, why }));
  });

/** Device rules as they stand; on v2 they are refused where they would mean something else than on v1, where some mean nothing. */
export const planDevices = (context: PlanContext): ConfPlan["devices"] => {
  const { devices } = context.container;
  (context.cgroup === "v2" ? judgeDeviceRules : judgeLegacyRules)(context);
  for (const { deny, allowed } of deniedAgain(devices)) context.report(deviceRulesLost(atSpan(deny.span), deny, allowed));
  return devices.map(({ verb, rule, name, span }) => ({
    verb,
    rule,
    comment: name,
    why: { reason: verb === "allow" ? "DevicesAllow" : "DevicesDeny", span },
  }));
};

/** LXC takes its default from the first rule, and `a` discards what stands before it: the unexpected opens or shuts everything. */
const judgeDeviceRules = (context: PlanContext): void => {
  const [first, ...others] = context.container.devices;
  if (first === undefined) return;
  if (context.dialect === "3.0") context.report(deviceRulesDialect(atSpan(first.span)));
  if (allowsAll(context.container.devices)) return;
  const later = others.find((each) => each.rule.startsWith("a"));
  const unexpected = later ?? (first.rule === "a" ? undefined : first);
  if (unexpected === undefined) return;
  const opens = later !== undefined && (later.rule === "a" || later.verb === "allow");
  const effect = opens ? "allow every device" : "deny every device that no rule allows";
  context.report(deviceRulesOrder(atSpan(unexpected.span), `${unexpected.verb} ${unexpected.rule}`, effect));
};

/** security/device_cgroup.c, devcgroup_update_access: a rule for all devices takes back what was said before it; until then all are allowed. */
const judgeLegacyRules = ({ container: { devices }, report }: PlanContext): void => {
  const [first] = devices;
  const last = devices.map(({ rule }) => rule.startsWith("a")).lastIndexOf(true);
  const all = devices[last];
  const lost = devices.slice(0, Math.max(last, 0)).filter(({ verb }) => verb !== all?.verb);
  if (all !== undefined && lost.length > 0) report(deviceRulesLost(atSpan(all.span), all, lost));
  if (all === undefined && first !== undefined && devices.every(({ verb }) => verb === "allow"))
    report(deviceRulesUseless(atSpan(first.span)));
};

/** Where all rules allow, and one of them all devices, order does not matter: the first that fits decides (LXC, src/lxc/cgroups/cgroup2_devices.c). */
const allowsAll = (rules: PlanContext["container"]["devices"]): boolean =>
  rules.every(({ verb }) => verb === "allow") && rules.some(({ rule }) => /^a(?: \*:\* (?=.*r)(?=.*w).*m.*)?$/.test(rule));

const LIMIT = "memory.limit_in_bytes";
const MEMSW = "memory.memsw.limit_in_bytes";

/** The kernel refuses these on v1 as well, and with them the container's start. */
const NEVER_WORKS: Readonly<Record<string, string>> = {
  "cpuset.memory_pressure": "it can only be read",
  "cpuset.memory_pressure_enabled": "only the root cgroup has it",
};

/** kernel/cgroup/cpuset-v1.c: EINVAL, for LXC's own cgroup beside the container's has the same CPUs and nodes, or that above it is not exclusive. */
const EXCLUSIVE: Readonly<Record<string, string>> = {
  "cpuset.cpu_exclusive": "other cgroups, LXC's own among them, have the same CPUs",
  "cpuset.mem_exclusive": "other cgroups, LXC's own among them, have the same memory nodes",
};

type Written = Omit<CgroupLine, "why">;

type Conversion = (context: PlanContext, setting: CgroupSetting) => readonly Written[];

/** Left out with a warning, or with an error where that would lift a limit; silently where the value is the kernel's default. */
const lost =
  (severity: "error" | "warning", why: string, byDefault: string | undefined): Conversion =>
  (context, setting) => {
    if (setting.value !== byDefault) context.report(cgroupSettingLost(severity, atSpan(setting.span), setting.element, why));
    return [];
  };

const maximum = (value: string): string => (value === "-1" ? "max" : value);

/** From the files of v1 to those of v2; files that are not listed have the same name and meaning. */
const V2: Readonly<Record<string, Conversion>> = {
  [LIMIT]: (_, setting) => [{ file: "memory.max", value: maximum(setting.value) }],
  [MEMSW]: (context, setting) => {
    const limit = context.container.cgroup.find((each) => each.file === LIMIT)?.value ?? "-1";
    const value = setting.value === "-1" ? "max" : `${bytesOf(setting.value) - bytesOf(limit)}`;
    return [{ file: "memory.swap.max", value }];
  },
  "memory.soft_limit_in_bytes": (context, setting) => {
    if (setting.value === "-1") return [];
    const becomes = "memory.low, which protects memory up to it instead of reclaiming above it";
    context.report(cgroupSettingChanged(atSpan(setting.span), setting.element, becomes));
    return [{ file: "memory.low", value: setting.value }];
  },
  "memory.oom_control": lost("warning", "the out-of-memory killer can't be disabled there", "0"),
  "cpu.shares": (_, { value }) => [{ file: "cpu.weight", value: `${weightOf(value)}` }],
  "cpu.rt_runtime_us": lost("error", "it has no real-time bandwidth control, so the limit would be lost", undefined),
  "cpu.rt_period_us": lost("warning", "it has no real-time bandwidth control", undefined),
  "cpuset.cpu_exclusive": lost("warning", "exclusive CPUs are partitions there, which LXC can't set up", "0"),
  "cpuset.mem_exclusive": lost("warning", "it has no exclusive memory nodes", "0"),
  "cpuset.mem_hardwall": lost("warning", "it has no memory hardwall", "0"),
  "cpuset.memory_migrate": lost("warning", "memory always migrates there", "1"),
  "cpuset.memory_spread_page": lost("warning", "it can't spread the page cache", "0"),
  "cpuset.memory_spread_slab": lost("warning", "it can't spread the slab caches", "0"),
  "cpuset.sched_load_balance": lost("warning", "load balancing is a property of partitions there", "1"),
  "cpuset.sched_relax_domain_level": lost("warning", "it has no scheduling domain levels", "-1"),
};
