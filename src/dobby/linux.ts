import type { BundlePlan } from "../plan/bundle-plan.ts";
import { bytesOf } from "../plan/cgroup-values.ts";
import type { CgroupVersion } from "../model/options.ts";
import type { CgroupSetting } from "../model/container.ts";
import { nodesJson, rulesJson } from "./devices.ts";
import { because, type Json, type JsonObject } from "./json-lines.ts";

/** `linux` of config.json: config-linux.md of the OCI runtime spec 1.0.2. */
export const linuxJson = (bundle: BundlePlan, cgroup: CgroupVersion): JsonObject => {
  const { mapped, additionalGids, devices, filter, said } = bundle;
  const hasNetwork = said.network !== undefined && said.network.type !== "open";
  return {
    uidMappings: mapped && [because(mapped.userWhy, { containerID: 0, hostID: mapped.uid, size: 1 })],
    gidMappings: mapped && [
      because(mapped.groupWhy, { containerID: 0, hostID: mapped.gid, size: 1 }),
      ...additionalGids.map(({ gid, why }) => because(why, { containerID: gid, hostID: gid, size: 1 })),
    ],
    devices: nodesJson(devices),
    resources: { devices: rulesJson(devices), ...limitsJson(bundle, cgroup) },
    seccomp:
      filter &&
      because(filter.why, {
        defaultAction: "SCMP_ACT_ERRNO",
        architectures: filter.architecture === undefined ? undefined : [filter.architecture],
        syscalls: [{ names: filter.names, action: "SCMP_ACT_ALLOW" }],
      }),
    namespaces: [
      { type: "pid" },
      ...(hasNetwork ? [because({ reason: "Network", span: said.network?.span }, { type: "network" })] : []),
      { type: "ipc" },
      { type: "uts" },
      ...(mapped === undefined ? [] : [because(mapped.userWhy, { type: "user" })]),
      { type: "mount" },
    ],
    maskedPaths: ["/proc/kcore", "/proc/latency_stats", "/proc/timer_stats", "/proc/sched_debug"],
    readonlyPaths: ["/proc/asound", "/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"],
  };
};

interface Written {
  readonly in: "memory" | "cpu";
  readonly name: string;
  readonly value: (text: string) => Json | undefined;
  /** What crun refuses on cgroup v2: it does not start then. */
  readonly onlyV1?: true;
}

const bytes = (text: string): Json => Number(bytesOf(text));
const asText = (text: string): Json => text;
const asNumber = (text: string): Json => Number(text);

/** The limits in the order in which they are written, by the control files of cgroup v1. */
const LIMITS: ReadonlyMap<string, Written> = new Map<string, Written>([
  ["memory.limit_in_bytes", { in: "memory", name: "limit", value: bytes }],
  ["memory.soft_limit_in_bytes", { in: "memory", name: "reservation", value: bytes }],
  ["memory.memsw.limit_in_bytes", { in: "memory", name: "swap", value: bytes }],
  ["memory.oom_control", { in: "memory", name: "disableOOMKiller", value: (text) => (text === "1" ? true : undefined), onlyV1: true }],
  ["cpu.shares", { in: "cpu", name: "shares", value: asNumber }],
  ["cpu.rt_runtime_us", { in: "cpu", name: "realtimeRuntime", value: asNumber, onlyV1: true }],
  ["cpu.rt_period_us", { in: "cpu", name: "realtimePeriod", value: asNumber, onlyV1: true }],
  ["cpuset.cpus", { in: "cpu", name: "cpus", value: asText }],
  ["cpuset.mems", { in: "cpu", name: "mems", value: asText }],
]);

const limitsJson = ({ limits }: BundlePlan, cgroup: CgroupVersion): JsonObject => {
  const found = new Map(limits.map((limit) => [limit.file, limit]));
  const sectionOf = (section: Written["in"]): JsonObject | undefined => {
    const members = [...LIMITS].flatMap(([file, written]) => {
      const limit = found.get(file);
      const value = limit && written.in === section && !(written.onlyV1 && cgroup === "v2") ? written.value(limit.value) : undefined;
      return value === undefined ? [] : [[written.name, because(whyOf(limit), value)] as const];
    });
    return members.length === 0 ? undefined : Object.fromEntries(members);
  };
  return { memory: sectionOf("memory"), cpu: sectionOf("cpu") };
};

const whyOf = (limit: CgroupSetting | undefined) => limit && { reason: limit.element, span: limit.span };
