import { leftDangling } from "../diagnostics/check.ts";
import { atFile, atSpan, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Plan } from "../plan/plan.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf, isUnder, joinPath, parentOf } from "../rootfs/paths.ts";

/** The symlinks of the host that lead nowhere once containers have moved content away: with BusyBox' one file go all its commands. */
export const checkLeftDangling = (plan: Plan, before: HostRootfs, after: HostRootfs): readonly Diagnostic[] => {
  const removed = plan.containers.flatMap((container) => container.removed.map((path) => path.slice(1)));
  if (removed.length === 0) return [];
  const links = new Map<string, string[]>();
  for (const { path } of after.nodes.symlinks()) {
    const now = lookup(after, path);
    if (now.kind !== "missing" || lookup(before, path).kind !== "found") continue;
    const moved = removed.find((each) => isUnder(now.path, each));
    if (moved === undefined) continue;
    const known = links.get(moved) ?? [];
    known.push(path);
    links.set(moved, known);
  }
  const entries = new Map(plan.containers.flatMap((container) => container.entries.map((entry) => [entry.path, entry])));
  return [...links].map(([moved, [first = "", ...others]]) => {
    const span = entries.get(joinPath(parentOf(moved), `.wh.${baseOf(moved)}`))?.why.span;
    return leftDangling(span === undefined ? atFile(before.file) : atSpan(span), moved, first, others.length);
  });
};
