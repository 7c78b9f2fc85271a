import { type Diagnostic, atFile, atSpan } from "../diagnostics/diagnostic.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { givesOtherCaps } from "./caps.ts";
import { capsConflict } from "./caps-findings.ts";
import type { ContainerPlan } from "./plan.ts";
import type { PlannedEntry } from "./planned-node.ts";
import type { Why } from "./why.ts";

/** One file has one set of capabilities, whoever mounts it. */
export const judgeCaps = (rootfs: HostRootfs, containers: readonly ContainerPlan[]): readonly Diagnostic[] => {
  const first = new Map<string, { readonly entry: PlannedEntry; readonly container: string }>();
  return containers.flatMap(({ name, hostEntries }) =>
    hostEntries.flatMap((entry) => {
      if (!isCarried(entry)) return [];
      const earlier = first.get(entry.path);
      first.set(entry.path, earlier ?? { entry, container: name });
      return earlier !== undefined && givesOtherCaps(earlier.entry, entry)
        ? [capsConflict(locationOf(rootfs, entry.why), entry.path, earlier.container, earlier.entry.why)]
        : [];
    }),
  );
};

const locationOf = (rootfs: HostRootfs, why: Why) => (why.span === undefined ? atFile(rootfs.file) : atSpan(why.span));

/** Whether an entry carries a host file in its own place. */
export const isCarried = ({ path, content }: PlannedEntry): boolean => content.kind === "host" && normalizePath(content.path) === path;
