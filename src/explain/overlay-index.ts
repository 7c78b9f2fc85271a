import { containerEntries } from "../entries/container-entries.ts";
import type { ContainerPlan, Plan } from "../plan/plan.ts";
import type { PlannedEntry } from "../plan/planned-node.ts";

/** An entry, and the container that asks for it; extras belong to none. */
export interface AskedEntry {
  readonly entry: PlannedEntry;
  readonly container: ContainerPlan | undefined;
}

/** What an overlay of all containers holds, by path: an entry once for each container that asks for it. */
export type OverlayIndex = ReadonlyMap<string, readonly AskedEntry[]>;

export const indexOverlay = (plan: Plan): OverlayIndex => {
  const index = new Map<string, AskedEntry[]>();
  const add = (asked: AskedEntry): void => {
    const there = index.get(asked.entry.path);
    if (there === undefined) index.set(asked.entry.path, [asked]);
    else there.push(asked);
  };
  for (const container of plan.containers) containerEntries(plan, container).forEach((entry) => add({ entry, container }));
  plan.extras.forEach((entry) => add({ entry, container: undefined }));
  return index;
};
