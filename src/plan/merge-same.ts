import type { PlanEntry } from "./plan.ts";

/** One entry a path, the first one's reason kept; entries that several parts ask for (directories on the way) say the same. */
export const mergeSame = (entries: readonly PlanEntry[]): readonly PlanEntry[] => {
  const merged = new Map<string, PlanEntry>();
  for (const entry of entries) {
    if (!merged.has(entry.path)) merged.set(entry.path, entry);
  }
  return [...merged.values()];
};
