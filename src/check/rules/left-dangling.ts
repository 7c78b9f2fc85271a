import type { Move } from "../../plan/moves.ts";
import type { HostRootfs } from "../../rootfs/host-rootfs.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { isUnder, targetPath } from "../../rootfs/paths.ts";
import { locationInRun, type RunContext } from "../run-context.ts";
import type { RunRule } from "../rule.ts";

/** With BusyBox' one file go all its commands. */
export const leftDangling: RunRule<"left-dangling"> = {
  kind: "run",
  code: "left-dangling",
  severity: "warning",
  title: "Symlinks of the host lead to what MoveContent takes away.",
  judge: (run) =>
    [...danglingLinks(run)].map(([{ path, why }, [first = "", ...others]]) => {
      const what = others.length === 0 ? `the host's symlink /${first}` : `/${first} and ${others.length} more of the host's symlinks`;
      return {
        location: locationInRun(run, why),
        message: `moving /${path} leaves ${what} without a target`,
        help: "mount it instead of moving it, or move the symlinks as well",
      };
    }),
};

const danglingLinks = ({ plan, rootfs, views: { host } }: RunContext): ReadonlyMap<Move, readonly string[]> => {
  const links = new Map<Move, string[]>();
  const moves = plan.containers.flatMap((container) => container.moves);
  if (moves.length === 0) return links;
  const lackedBy = follower(host);
  for (const { path } of host.nodes.symlinks()) {
    const lacked = lackedBy(path);
    const moved = lacked === undefined ? undefined : moves.find(({ path: from }) => isUnder(lacked, from));
    if (moved === undefined || lookup(rootfs, path).kind !== "found") continue;
    const known = links.get(moved) ?? [];
    known.push(path);
    links.set(moved, known);
  }
  return links;
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
