import { passedThrough, withParentsResolved } from "../plan/host-entries.ts";
import type { CommonOptions } from "../model/options.ts";
import type { Plan } from "../plan/plan.ts";
import { NO_CONTENT, type PlannedEntry } from "../plan/planned-node.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { NO_XATTRS } from "../tar/entry.ts";
import type { ContainerUnits } from "./plan-units.ts";
import type { UnitFile } from "./unit-file.ts";

/** The plan of an overlay that holds the units, too. */
export const withUnits = (plan: Plan, units: readonly ContainerUnits[], device: Device): Plan => ({
  ...plan,
  containers: plan.containers.map((container) => {
    const files = units.find((each) => each.container === container.name)?.files ?? [];
    if (files.length === 0) return container;
    const known = new Set(container.hostEntries.map(({ path }) => path));
    const added: PlannedEntry[] = [];
    for (const entry of files.flatMap((file) => entriesOf(plan, file, device))) {
      if (!known.has(entry.path)) added.push(entry);
      known.add(entry.path);
    }
    return { ...container, hostEntries: [...container.hostEntries, ...added] };
  }),
});

interface Device {
  readonly rootfs: HostRootfs;
  readonly options: CommonOptions;
}

/** The file, and the directories above it. */
const entriesOf = (plan: Plan, file: UnitFile, device: Device): readonly PlannedEntry[] => {
  const path = withParentsResolved(device, file.path);
  const common = { path, uid: 0, gid: 0, mtime: plan.generatedTime, xattrs: NO_XATTRS, why: file.why };
  const entry: PlannedEntry =
    file.kind === "file"
      ? { ...common, type: "file", mode: 0o644, target: "", content: { kind: "text", text: file.text } }
      : { ...common, type: "symlink", mode: 0o777, target: file.target, content: NO_CONTENT };
  return [...passedThrough(device, path, file.why), entry];
};
