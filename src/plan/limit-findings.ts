import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import { writeValue } from "../diagnostics/fix.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";
import type { CgroupVersion } from "../model/options.ts";

export const LIMIT_CODES = {
  error: {
    "memory-too-small": "A memory limit with which no program starts.",
    "memsw-without-limit": "A swap limit without a memory limit below it.",
    "realtime-refused": "Real time that the kernel does not give: more than its period, or a period of 0.",
  },
  warning: {
    "soft-limit-above": "A soft memory limit above the hard one, which never takes effect.",
    "share-clamped": "CPU shares that the kernel takes for others, or that no weight stands for.",
  },
} as const;

const { error, warning } = findingsOf(LIMIT_CODES);

export const memoryTooSmall = (location: Location, value: string, meant: string | undefined): Diagnostic =>
  error(
    "memory-too-small",
    location,
    `MemoryLimit ${value} is less than a process needs to start: it is killed before its program is executed`,
    meant === undefined
      ? "write the bytes that the container may use, or -1 for no limit"
      : writeValue(location, meant, `did you mean ${meant}?`),
  );

export const memswWithoutLimit = (location: Location, value: string, limit: string | undefined): Diagnostic =>
  error(
    "memsw-without-limit",
    location,
    `MemoryMemSwapLimit ${value} counts swap as well: it needs a MemoryLimit not above it${limit === undefined ? "" : `, not ${limit}`}`,
    limit === undefined || limit === "-1"
      ? `add <MemoryLimit>${value}</MemoryLimit> beside it, or less`
      : `write <MemoryMemSwapLimit>${limit}</MemoryMemSwapLimit> or more: it is the sum of memory and swap`,
  );

export const softLimitAbove = (location: Location, value: string, limit: string): Diagnostic =>
  warning(
    "soft-limit-above",
    location,
    `SoftMemoryLimit ${value} never takes effect: MemoryLimit ${limit} comes first`,
    `write less than ${limit}, or remove it`,
  );

export const shareClamped = (location: Location, shares: string, cgroup: CgroupVersion, becomes: number): Diagnostic =>
  warning(
    "share-clamped",
    location,
    cgroup === "v1"
      ? `CpuShares ${shares} is taken for ${becomes}, which is ${becomes === 2 ? "the least there is, not no limit" : "the most there is"}`
      : `CpuShares ${shares} has no exact weight in cgroup v2: ${becomes} is written`,
    `write ${cgroup === "v1" ? "2 to 262144" : "6 to 102400"}; 1024 is what a container without CpuShares has`,
  );

export const realTimeRefused = (location: Location, element: string, value: string, period: string): Diagnostic =>
  error(
    "realtime-refused",
    location,
    element === "CpuRtRuntimePeriod"
      ? `${element} ${value} keeps the container from starting: there is no period of 0`
      : `${element} ${value} keeps the container from starting: it is more than the period of ${period} microseconds`,
    element === "CpuRtRuntimePeriod"
      ? writeValue(location, "1000000", "write 1000000, which is the kernel's own, or remove it")
      : `write less than ${period}, or a longer CpuRtRuntimePeriod`,
  );
