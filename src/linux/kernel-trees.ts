/** What may stand at the top of proc beside processes: proc(5), Documentation/filesystems/proc.rst, and what drivers of devices register. */
const PROC: ReadonlySet<string> = new Set(
  (
    "acpi apm asound ast-dev brcm bootconfig buddyinfo bus cgroups cmdline config.gz consoles cpu cpuinfo crypto device-tree devices diskstats dma " +
    "driver dynamic_debug execdomains fb filesystems fs ide interrupts iomem ioports irq kallsyms kcore key-users keys kmsg kpagecgroup " +
    "kpagecount kpageflags last_kmsg latency_stats loadavg lockdep lockdep_chains lockdep_stats lock_stat locks mdstat meminfo misc modules mounts " +
    "mtd mtrr net omnibook pagetypeinfo partitions pci pressure profile rtas sched_debug schedstat scsi self slab_allocators slabinfo " +
    "softirqs stat swaps sys sysrq-trigger sysvipc thread-self timer_list timer_stats tty uptime version version_signature vmallocinfo vmcore " +
    "vmstat zoneinfo"
  ).split(" "),
);

/** What may stand at the top of sysfs: Documentation/filesystems/sysfs.rst; the objects without a parent (drivers/base, kernel, fs, block). */
const SYSFS: ReadonlySet<string> = new Set("block bus class dev devices firmware fs hypervisor kernel module power".split(" "));

/** Whether a path below proc or sysfs may exist; nothing can be made there. `rest` is the path from its root on. */
export const mayStandIn = (fsType: "proc" | "sysfs", rest: string): boolean => {
  const [top = ""] = rest.split("/");
  return fsType === "sysfs" ? SYSFS.has(top) : PROC.has(top) || /^\d+$/.test(top);
};
