const UNITS: Readonly<Record<string, bigint>> = { k: 2n ** 10n, m: 2n ** 20n, g: 2n ** 30n };

/** Bytes of a memory value with an optional K, M or G; -1 means no limit. */
export const bytesOf = (value: string): bigint => {
  const [, digits = "", unit = ""] = /^(-?\d+)([kmg]?)$/i.exec(value) ?? [];
  return BigInt(digits) * (UNITS[unit.toLowerCase()] ?? 1n);
};

/** cpu.weight of cgroup v2 for the shares of v1, as the kernel converts it back (kernel/sched/core.c, cpu_weight_read_u64). */
export const weightOf = (shares: string): number => clamp(Math.round((Number(shares) * 100) / 1024), 1, 10_000);

export const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
