import { atSpan } from "../diagnostics/diagnostic.ts";
import { CGROUP_SETTINGS } from "../model/cgroup-settings.ts";
import type { CgroupSetting } from "../model/container.ts";
import { bytesOf, clamp, weightOf } from "./cgroup-values.ts";
import { memoryTooSmall, realTimeRefused, shareClamped, softLimitAbove } from "./limit-findings.ts";
import type { PlanContext } from "./plan-context.ts";

/** Reports a limit with which the container does not start, or that means something else than it says. */
export const judgeLimit = (context: PlanContext, setting: CgroupSetting): void => {
  if (hasItsForm(setting)) JUDGES[setting.file]?.(context, setting);
};

/** What has another form is an error already. */
const hasItsForm = ({ file, value }: CgroupSetting): boolean => CGROUP_SETTINGS.some((each) => each.file === file && each.form.fits(value));

type Judge = (context: PlanContext, setting: CgroupSetting) => void;

const valueOf = ({ container }: PlanContext, file: string): string | undefined =>
  container.cgroup.find((each) => each.file === file && hasItsForm(each))?.value;

/**
 * Below this LXC is killed before it executes anything: it needs the kernel stacks, page tables and written pages of its two processes. With LXC 5.0.2 on
 * Linux 6.18 (amd64, pages of 4 KiB) a static program that only returns starts with 320 KiB and not with 256 KiB, a dynamic one with 512 KiB.
 */
const LEAST_MEMORY = 2n ** 18n;

const judgeMemory: Judge = ({ report }, setting) => {
  const bytes = bytesOf(setting.value);
  if (bytes >= 0n && bytes < LEAST_MEMORY) report(memoryTooSmall(atSpan(setting.span), setting.value, meantBytes(setting.value)));
};

/** The same number with the unit that was forgotten, or is too small. */
const meantBytes = (value: string): string | undefined => {
  const [digits = ""] = /^[1-9]\d*/.exec(value) ?? [];
  return digits === "" ? undefined : `${digits}M`;
};

/** Documentation/admin-guide/cgroup-v1/memory.rst, 7; of cgroup v2 the same holds for memory.low. */
const judgeSoftLimit: Judge = (context, setting) => {
  const limit = valueOf(context, "memory.limit_in_bytes") ?? "-1";
  const isAbove = bytesOf(limit) >= 0n && bytesOf(setting.value) > bytesOf(limit);
  if (isAbove) context.report(softLimitAbove(atSpan(setting.span), setting.value, limit));
};

/** kernel/sched/sched.h: MIN_SHARES, MAX_SHARES. */
const [LEAST_SHARES, MOST_SHARES] = [2, 2 ** 18];

const judgeShares: Judge = ({ cgroup, report }, { value, span }) => {
  const shares = Number(value);
  const isExact = cgroup === "v1" ? shares >= LEAST_SHARES && shares <= MOST_SHARES : Math.round((shares * 100) / 1024) === weightOf(value);
  const becomes = cgroup === "v1" ? clamp(shares, LEAST_SHARES, MOST_SHARES) : weightOf(value);
  if (!isExact) report(shareClamped(atSpan(span), value, cgroup, becomes));
};

/** kernel/sched/rt.c: a period is needed (tg_set_rt_bandwidth), and no more time than it has (tg_rt_schedulable); EINVAL. On v2 there is none. */
const judgeRealTime: Judge = (context, setting) => {
  if (context.cgroup === "v2") return;
  const period = valueOf(context, "cpu.rt_period_us") ?? DEFAULT_PERIOD;
  const runtime = valueOf(context, "cpu.rt_runtime_us") ?? "0";
  const isPeriod = setting.file === "cpu.rt_period_us";
  if (isPeriod ? Number(period) === 0 : Number(period) > 0 && BigInt(runtime) > BigInt(period)) {
    context.report(realTimeRefused(atSpan(setting.span), setting.element, setting.value, period));
  }
};

/** Microseconds: def_rt_bandwidth, as sysctl kernel.sched_rt_period_us begins. */
const DEFAULT_PERIOD = "1000000";

const JUDGES: Readonly<Record<string, Judge>> = {
  "memory.limit_in_bytes": judgeMemory,
  "memory.soft_limit_in_bytes": judgeSoftLimit,
  "cpu.shares": judgeShares,
  "cpu.rt_runtime_us": judgeRealTime,
  "cpu.rt_period_us": judgeRealTime,
};
