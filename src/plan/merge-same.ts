import type { PlannedEntry } from "./planned-node.ts";

/** One entry a path, the first one's reason kept; entries that several parts ask for (directories on the way) say the same. */
export const mergeSame = (entries: readonly PlannedEntry[]): readonly PlannedEntry[] => {
  const merged = new Map<string, PlannedEntry>();
  for (const entry of entries) {
    if (!merged.has(entry.path)) merged.set(entry.path, entry);
  }
  return [...merged.values()];
};
