import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import type { CgroupVersion } from "../model/options.ts";
import type { BundlePlan } from "../plan/bundle-plan.ts";
import { cgroupSettingLost } from "../plan/conf-findings.ts";
import type { Mount } from "../plan/mount.ts";
import { atSpan } from "../diagnostics/diagnostic.ts";
import { lostWithoutDobby } from "./findings.ts";
import { dynamicsOf } from "./mounts.ts";

/** What has no effect where Dobby is not there, one finding an element. */
export const judgeWithoutDobby = ({ said, dbus }: BundlePlan, mounts: readonly Mount[]): readonly Diagnostic[] => {
  const { network, logging, gpuMemory, dynamicDevices, minidump, oomCrash, localTime, thunder } = said;
  const lost: readonly (readonly [Span | undefined, string])[] = [
    [network?.span, network?.type === "open" ? "Network says nothing that is not so anyway" : "the network has no interface but lo"],
    [dbus, "the bus of the system is not joined"],
    [logging?.span, "what the program says goes to standard output and standard error of the runtime"],
    [gpuMemory?.span, "the memory of the GPU has no limit"],
    ...dynamicDevices.map(({ span, value }) => [span, `${value} keeps the numbers of DevicesAllow`] as const),
    [minidump?.span, "nobody collects the dumps of crashes"],
    [oomCrash?.span, "nobody tells that memory ran out"],
    [localTime?.span, "the time zone of the host is not taken over"],
    [thunder?.span, "Thunder is not reached"],
    ...said.loopbacks.map(({ span, source }) => [span, `the image ${source} is not mounted`] as const),
    ...said.dynamics.map(({ span, destination }) => [span, `nothing is mounted at ${destination}`] as const),
    ...said.mountOwners.map(({ span, source }) => [span, `${source} keeps its owner`] as const),
    ...said.checkpoints.map(({ span, destination }) => [span, `nothing is mounted at ${destination}`] as const),
    ...dynamicsOf(mounts).map(
      ({ parts, why, source }) => [parts?.options ?? why.span, `${source}, which the host rootfs does not have, is never mounted`] as const,
    ),
  ];
  return lost.flatMap(([span, what]) => (span === undefined ? [] : [lostWithoutDobby(span, what)]));
};

/** What cgroup v2 does not have: crun would not start with it, Dobby's plugin passes over it. */
export const judgeLimits = ({ limits, said }: BundlePlan, cgroup: CgroupVersion): readonly Diagnostic[] => {
  if (cgroup === "v1") return [];
  const { gpuMemory } = said;
  return [
    ...limits.flatMap(({ file, element, value, span }) => {
      const lost = LOST[file];
      return lost === undefined || value === lost.byDefault ? [] : [cgroupSettingLost(lost.severity, atSpan(span), element, lost.why)];
    }),
    ...(gpuMemory === undefined
      ? []
      : [cgroupSettingLost("warning", atSpan(gpuMemory.span), "GpuMemoryLimit", "it has no controller for the GPU")]),
  ];
};

/** As for LXC: a limit that would be lost is an error. */
const LOST: Readonly<Record<string, { readonly severity: "error" | "warning"; readonly why: string; readonly byDefault?: string }>> = {
  "memory.oom_control": { severity: "warning", why: "the out-of-memory killer can't be disabled there", byDefault: "0" },
  "cpu.rt_runtime_us": { severity: "error", why: "it has no real-time bandwidth control, so the limit would be lost" },
  "cpu.rt_period_us": { severity: "warning", why: "it has no real-time bandwidth control" },
};
