import { leftDangling } from "./findings.ts";
import { atFile, atSpan, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Move } from "../plan/moves.ts";
import type { Plan } from "../plan/plan.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { isUnder, targetPath } from "../rootfs/paths.ts";

/** The symlinks of the host that lead nowhere once containers have moved content away: with BusyBox' one file go all its commands. */
export const checkLeftDangling = (plan: Plan, before: HostRootfs, after: HostRootfs): readonly Diagnostic[] => {
  const moves = plan.containers.flatMap((container) => container.moves);
  if (moves.length === 0) return [];
  const lackedBy = follower(after);
  const links = new Map<Move, string[]>();
  for (const { path } of after.nodes.symlinks()) {
    const lacked = lackedBy(path);
    const moved = lacked === undefined ? undefined : moves.find(({ path: from }) => isUnder(lacked, from));
    if (moved === undefined || lookup(before, path).kind !== "found") continue;
    const known = links.get(moved) ?? [];
    known.push(path);
    links.set(moved, known);
  }
  return [...links].map(([{ path, why }, [first = "", ...others]]) => {
    const place = why.span === undefined ? atFile(before.file) : atSpan(why.span);
    return leftDangling(place, path, first, others.length);
  });
};

/** Finds the path that is missing where a symlink leads, if any. Each link is followed once, however many lead through it. */
const follower = (rootfs: HostRootfs): ((link: string) => string | undefined) => {
  const known = new Map<string, string | undefined>();
  return (link) => {
    const passed: string[] = [];
    let lacked: string | undefined;
    for (let at: string | undefined = link; at !== undefined;) {
      if (known.has(at)) {
        lacked = known.get(at);
        break;
      }
      // What leads back here is a loop, in which nothing is missing.
      known.set(at, undefined);
      passed.push(at);
      const next = lookup(rootfs, targetPath(at, rootfs.nodes.get(at)?.target ?? ""), { followLast: false });
      lacked = next.kind === "missing" ? next.path : undefined;
      at = next.kind === "found" && next.node.type === "symlink" ? next.node.path : undefined;
    }
    for (const each of passed) known.set(each, lacked);
    return lacked;
  };
};
