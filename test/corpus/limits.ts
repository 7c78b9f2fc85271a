import { error, hint, type Kind, sound, warning } from "./case.ts";
import { type Description, here } from "./description.ts";

const V1 = { options: { cgroup: "v1" as const } };

/** A container with these limits. */
const limits = (...lines: readonly string[]): Description => ({ config: ["<CGroupSettings>", ...lines, "</CGroupSettings>"] });
const limit = (element: string, value: string): string => `<${element}>${value}</${element}>`;

/** Documentation/admin-guide/cgroup-v1 and cgroup-v2.rst; the values were tried with LXC 5.0.2 on Linux 6.18, cgroup v1. */
export const LIMITS: Kind = {
  kind: "limits",
  faults: [
    ...[
      ["forgotten-unit", "64", "bytes: killed before the program is executed"],
      ["small-unit", "128K", "with 128 KiB even a static program does not start"],
      ["zero", "0", "no page at all"],
      ["page", "4096", "one page"],
    ].map(([id = "", value = "", why = ""]) =>
      error(`memory-${id}`, "memory-too-small", why, limits(here(limit("MemoryLimit", value))), {
        ...V1,
        mended: { description: limits(limit("MemoryLimit", "64M")) },
      }),
    ),
    error("memory-v2", "memory-too-small", "memory.max as well", limits(here(limit("MemoryLimit", "64k")))),
    error("memory-outside", "memory-too-small", "MemoryLimit in LxcConfig is the same", { config: [here(limit("MemoryLimit", "32"))] }),
    error("memory-word", "bad-value", "memparse knows one letter", limits(here(limit("MemoryLimit", "64MiB")))),
    error("memory-fraction", "bad-value", "and no fractions", limits(here(limit("MemoryLimit", "1.5G")))),
    warning(
      "soft-above",
      "soft-limit-above",
      "what comes after the hard limit never comes",
      limits(limit("MemoryLimit", "32M"), here(limit("SoftMemoryLimit", "64M"))),
      { ...V1, mended: { description: limits(limit("MemoryLimit", "64M"), limit("SoftMemoryLimit", "32M")) } },
    ),
    error(
      "swap-below",
      "memsw-without-limit",
      "memory and swap together, less than the memory: EINVAL",
      limits(limit("MemoryLimit", "64M"), here(limit("MemoryMemSwapLimit", "32M"))),
      { ...V1, mended: { description: limits(limit("MemoryLimit", "64M"), limit("MemoryMemSwapLimit", "64M")) } },
    ),
    error("swap-alone", "memsw-without-limit", "without a limit of memory: EINVAL", limits(here(limit("MemoryMemSwapLimit", "64M"))), V1),
    error("cpus-reversed", "bad-value", "bitmap_parselist: EINVAL", limits(here(limit("CpusetCpus", "0,3-2"))), {
      ...V1,
      mended: { description: limits(limit("CpusetCpus", "0,2-3")) },
    }),
    error("cpus-blanks", "bad-value", "commas separate", limits(here(limit("CpusetCpus", "0 1"))), V1),
    error("cpus-number", "bad-value", "a number that no kernel has: ERANGE", limits(here(limit("CpusetCpus", "0-9999"))), V1),
    error("mems-reversed", "bad-value", "the same for memory nodes", limits(here(limit("CpusetMems", "1-0"))), V1),
    warning("shares-none", "share-clamped", "0 is taken for 2, the least there is", limits(here(limit("CpuShares", "0"))), V1),
    warning(
      "shares-one",
      "share-clamped",
      "1 as well: kernel/sched/core.c, sched_group_set_shares",
      limits(here(limit("CpuShares", "1"))),
      V1,
    ),
    warning("shares-much", "share-clamped", "the most is 262144", limits(here(limit("CpuShares", "1000000"))), V1),
    warning("shares-v2", "share-clamped", "no weight is that small", limits(here(limit("CpuShares", "2")))),
    error(
      "realtime-period",
      "realtime-refused",
      "more time than the period has: EINVAL",
      limits(here(limit("CpuRtRuntimeUS", "600000")), limit("CpuRtRuntimePeriod", "500000")),
      { ...V1, mended: { description: limits(limit("CpuRtRuntimeUS", "400000"), limit("CpuRtRuntimePeriod", "500000")) } },
    ),
    error(
      "realtime-default",
      "realtime-refused",
      "a period of a second, where none is given",
      limits(here(limit("CpuRtRuntimeUS", "1000001"))),
      V1,
    ),
    error("realtime-zero", "realtime-refused", "a period of 0: EINVAL", limits(here(limit("CpuRtRuntimePeriod", "0"))), V1),
    error(
      "cpus-exclusive",
      "cgroup-never-works",
      "LXC's cgroup for its monitor has the same CPUs: EINVAL",
      limits(here(limit("CpusetCpuExlusive", "1"))),
      V1,
    ),
    error("mems-exclusive", "cgroup-never-works", "and the same nodes", limits(here(limit("CpusetMemExclusive", "1"))), V1),
    hint("cpus-many", "processors-not-known", "a CPU that the device may lack: ERANGE", limits(here(limit("CpusetCpus", "0,63"))), V1),
    hint("mems-many", "processors-not-known", "a memory node as well", limits(here(limit("CpusetMems", "0-1")))),
    error("domain-level", "bad-value", "the levels end at 5", limits(here(limit("CpusetSchedDomainLevel", "9"))), V1),
  ],
  clean: [
    sound("small", "a megabyte is little, and enough for a small program", limits(limit("MemoryLimit", "1M")), V1),
    sound("letters", "letters of either case", limits(limit("MemoryLimit", "64m"), limit("SoftMemoryLimit", "32768k")), V1),
    sound(
      "no-limit",
      "-1 is none",
      limits(limit("MemoryLimit", "-1"), limit("SoftMemoryLimit", "64M"), limit("MemoryMemSwapLimit", "-1")),
      V1,
    ),
    sound("swap-same", "no swap: the same as the memory", limits(limit("MemoryLimit", "64M"), limit("MemoryMemSwapLimit", "64M"))),
    sound("cpus", "numbers, ranges of one, any order", limits(limit("CpusetCpus", "3,0-1,2-2"), limit("CpusetMems", "0")), V1),
    sound("shares", "the least and the most", limits(limit("CpuShares", "2")), V1),
    sound("shares-weight", "a share that has a weight", limits(limit("CpuShares", "512"))),
    sound("realtime", "all of the period, or no limit", limits(limit("CpuRtRuntimeUS", "-1"), limit("CpuRtRuntimePeriod", "1000000")), V1),
  ],
};
