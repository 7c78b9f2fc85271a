import type { Plan } from "../plan/plan.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import type { NewEntry } from "../tar/entry.ts";
import { overlayEntries } from "./overlay-entries.ts";

/** The overlay of one container, or of all. */
export interface Overlay {
  readonly container: string | undefined;
  readonly entries: readonly NewEntry[];
}

/** The overlay of a plan, or with `split` one for each of its containers. */
export const overlaysOf = (plan: Plan, rootfs: HostRootfs, split: boolean): readonly Overlay[] =>
  split
    ? plan.containers.map((each) => ({ container: each.name, entries: overlayEntries(plan, rootfs, [each]) }))
    : [{ container: undefined, entries: overlayEntries(plan, rootfs, plan.containers) }];
