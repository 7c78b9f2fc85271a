import { isDeepStrictEqual } from "node:util";
import { atSpan } from "../diagnostics/diagnostic.ts";
import { capsConflict, capsOnHostFile, capsWithoutFile } from "./caps-findings.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { carriedTime, passedThrough } from "./host-entries.ts";
import { sourceOf } from "./mount-entry.ts";
import type { PlannedEntry } from "./planned-node.ts";
import type { Why } from "./why.ts";
import type { PlanContext } from "./plan-context.ts";
import { carriedXattrs } from "./xattrs.ts";

/** Host files that the overlay carries again because a mount entry gives them capabilities, and the directories above them. */
export const planHostCaps = (context: PlanContext): readonly PlannedEntry[] => {
  const carried = new Map<string, PlannedEntry>();
  return (context.container.rootfs?.mounts ?? []).flatMap((mount) => {
    if (mount.caps === undefined) return [];
    const at = atSpan(mount.caps.span);
    const source = sourceOf(context, mount);
    const found = lookup(context.rootfs, source);
    if (found.kind !== "found" || found.node.type !== "file") {
      context.report(capsWithoutFile(at, source, found.kind === "found" ? found.node.type : undefined));
      return [];
    }
    const why = { reason: "MountPoints caps", span: mount.caps.span };
    const entry = carriedFile(
      context,
      found.node,
      carriedXattrs(context, found.node, { mode: found.node.mode, caps: mount.caps.value }),
      why,
    );
    const first = carried.get(entry.path);
    carried.set(entry.path, first ?? entry);
    context.report(
      first !== undefined && givesOtherCaps(first, entry)
        ? capsConflict(at, entry.path, context.container.name, first.why)
        : capsOnHostFile(at, entry.path),
    );
    return [...passedThrough(context, entry.path, why), entry];
  });
};

/** Whether two entries of one file differ in its capabilities. */
export const givesOtherCaps = (a: PlannedEntry, b: PlannedEntry): boolean =>
  !isDeepStrictEqual(a.xattrs.get("security.capability"), b.xattrs.get("security.capability"));

const carriedFile = (context: PlanContext, node: HostNode, xattrs: PlannedEntry["xattrs"], why: Why): PlannedEntry => ({
  path: node.path,
  type: "file",
  mode: node.mode,
  uid: node.uid,
  gid: node.gid,
  mtime: carriedTime(context.options, node.mtime),
  target: "",
  xattrs,
  content: { kind: "host", path: node.path },
  why,
});
