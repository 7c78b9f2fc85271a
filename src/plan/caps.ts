import { atSpan } from "../diagnostics/diagnostic.ts";
import { capsOnHostFile } from "../diagnostics/plan.ts";
import { passedThrough, carriedTime } from "./host-entries.ts";
import { findSource } from "./source.ts";
import type { PlanEntry } from "./plan.ts";
import type { Scope } from "./scope.ts";
import { carriedXattrs } from "./xattrs.ts";

/** Host files that the overlay carries again because a mount entry gives them capabilities, and the directories above them. */
export const planHostCaps = (scope: Scope): readonly PlanEntry[] =>
  (scope.container.rootfs?.mounts ?? []).flatMap((entry) => {
    if (entry.caps === undefined) return [];
    const found = findSource({ ...scope, report: () => {} }, entry.source, entry.span, true);
    if (found.kind !== "host" || found.node.type !== "file") return [];
    const { node } = found;
    const why = { reason: "MountPoints caps", span: entry.caps.span };
    scope.report(capsOnHostFile(atSpan(entry.caps.span), node.path));
    return [
      ...passedThrough(scope, node.path, why),
      {
        path: node.path,
        type: "file",
        mode: node.mode,
        uid: node.uid,
        gid: node.gid,
        mtime: carriedTime(scope.options, node.mtime),
        target: "",
        xattrs: carriedXattrs(scope, node, entry.caps.value),
        content: { kind: "host", path: node.path },
        why,
      },
    ];
  });
