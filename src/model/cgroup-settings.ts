import { BIT, BYTES, CPU_LIST, DOMAIN_LEVEL, INTEGER, NUMBER } from "./values.ts";
import type { ValueForm } from "./value-form.ts";

/** Documentation/admin-guide/cgroup-v1/memory.rst, 10: the file says what is switched off. */
const OOM_CONTROL: ValueForm = { ...BIT, help: () => "write 1 to switch the out-of-memory killer off, 0 to leave it on" };

/** CGroupSettings in the order they are written, with their control files of cgroup v1; some names are misspelt by the format. */
export const CGROUP_SETTINGS: readonly { readonly element: string; readonly file: string; readonly form: ValueForm }[] = [
  { element: "MemoryLimit", file: "memory.limit_in_bytes", form: BYTES },
  { element: "MemoryMemSwapLimit", file: "memory.memsw.limit_in_bytes", form: BYTES },
  { element: "SoftMemoryLimit", file: "memory.soft_limit_in_bytes", form: BYTES },
  { element: "OOMControl", file: "memory.oom_control", form: OOM_CONTROL },
  { element: "CpuShares", file: "cpu.shares", form: NUMBER },
  { element: "CpuRtRuntimeUS", file: "cpu.rt_runtime_us", form: INTEGER },
  { element: "CpuRtRuntimePeriod", file: "cpu.rt_period_us", form: NUMBER },
  { element: "CpusetCpus", file: "cpuset.cpus", form: CPU_LIST },
  { element: "CpusetCpuExlusive", file: "cpuset.cpu_exclusive", form: BIT },
  { element: "CpusetMems", file: "cpuset.mems", form: CPU_LIST },
  { element: "CpusetMemExclusive", file: "cpuset.mem_exclusive", form: BIT },
  { element: "CpusetMemHardwall", file: "cpuset.mem_hardwall", form: BIT },
  { element: "CpusetMemoryMigrate", file: "cpuset.memory_migrate", form: BIT },
  { element: "CpusetMemoryPreasureEnabled", file: "cpuset.memory_pressure_enabled", form: BIT },
  { element: "CpusetMemoryPreasure", file: "cpuset.memory_pressure", form: NUMBER },
  { element: "CpusetMemorySpreadPage", file: "cpuset.memory_spread_page", form: BIT },
  { element: "CpusetMemorySpreadSlab", file: "cpuset.memory_spread_slab", form: BIT },
  { element: "CpusetSchedLoadBalance", file: "cpuset.sched_load_balance", form: BIT },
  { element: "CpusetSchedDomainLevel", file: "cpuset.sched_relax_domain_level", form: DOMAIN_LEVEL },
];

/** The correct spellings, which are accepted as well. */
export const CGROUP_ALIASES: ReadonlyMap<string, string> = new Map([
  ["CpusetCpuExclusive", "CpusetCpuExlusive"],
  ["CpusetMemoryPressureEnabled", "CpusetMemoryPreasureEnabled"],
  ["CpusetMemoryPressure", "CpusetMemoryPreasure"],
]);
