import type { HostRootfs } from "../../rootfs/host-rootfs.ts";
import { because } from "../../plan/finding-words.ts";
import { followLinks } from "../../plan/follow-links.ts";
import type { Mount } from "../../plan/mount.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import type { ContainerPlan } from "../../plan/plan.ts";
import type { Why } from "../../plan/why.ts";
import { isUnder } from "../../rootfs/paths.ts";
import { locationInRun, type RunContext } from "../run-context.ts";
import type { RunRule } from "../rule.ts";

/** What is moved away must not be moved again, whole or in part, nor be used: a directory mount uses all that lies below it. */
export const movedInUse: RunRule<"moved-in-use"> = {
  kind: "run",
  code: "moved-in-use",
  severity: "error",
  title: "What is moved away is moved or used by another entry.",
  judge: (run) => {
    const { containers } = run.plan;
    const moves = containers.flatMap(({ name, moves: own }) => own.map((move) => ({ ...move, container: name })));
    const uses = moves.length === 0 ? [] : containers.flatMap((each) => usesOf(run, each));
    return moves.flatMap((move, index) => {
      const again = moves.find((other, at) => at !== index && isUnder(other.path, move.path) && (other.path !== move.path || at < index));
      const use = again ?? uses.find((each) => isUnder(each.path, move.path) || isUnder(move.path, each.path));
      if (use === undefined) return [];
      const message = `/${move.path} can't be moved away: ${use.container} uses /${use.path} (${because(use.why)})`;
      return [{ location: locationInRun(run, move.why), message, help: "bind it instead of moving it, or move it in one container only" }];
    });
  },
};

/** A host path that some container needs where it is. */
interface Use {
  readonly path: string;
  readonly container: string;
  readonly why: Why;
}

const usesOf = ({ rootfs }: RunContext, { name: container, mounts, rootfs: own, hostEntries }: ContainerPlan): readonly Use[] => {
  const binds = mounts
    .filter(bindsSource)
    .flatMap((mount) => hostPathsOf(rootfs, mount).map((path) => ({ path, container, why: mount.why })));
  const links = [...(own?.tree.values() ?? [])]
    .filter(({ type }) => type === "hardlink")
    .map(({ target, why }) => ({ path: target, container, why }));
  const carried = hostEntries.filter(({ content }) => content.kind !== "none").map(({ path, why }) => ({ path, container, why }));
  return [...binds, ...links, ...carried];
};

/** A bind uses the symlinks on the way to its source as well; one from the container's root only what a mount before it shows. */
const hostPathsOf = (rootfs: HostRootfs, { source, host, inside }: Mount): readonly string[] =>
  inside === undefined ? followLinks(rootfs, source).map(({ path }) => path) : host === undefined ? [] : [host];
