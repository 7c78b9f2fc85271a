import { atFile, atSpan, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { capsConflict } from "./caps-findings.ts";
import { capsOnLogFile, logVariableTaken } from "./logging-findings.ts";
import { movedInUse } from "./move-findings.ts";
import { isUnder, normalizePath } from "../rootfs/paths.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { givesOtherCaps } from "./caps.ts";
import { followLinks } from "./follow-links.ts";
import { logVariable } from "./log-variable.ts";
import { bindsSource } from "./mount-kind.ts";
import type { Planned } from "./plan-container.ts";
import type { LogPlan, PlanEntry } from "./plan.ts";
import type { Why } from "./why.ts";

/** A host path that some container needs where it is. */
interface Use {
  readonly path: string;
  readonly container: string;
  readonly why: Why;
}

/** Where the containers of a run contradict each other, or one of them itself. */
export const judgeConflicts = (rootfs: HostRootfs, planned: readonly Planned[]): readonly Diagnostic[] => [
  ...judgeMoves(rootfs, planned),
  ...judgeCaps(rootfs, planned),
  ...judgeLogs(rootfs, planned),
];

const placeOf = (rootfs: HostRootfs, why: Why) => (why.span === undefined ? atFile(rootfs.file) : atSpan(why.span));

/** What is moved away must not be moved again, whole or in part, nor be used: a directory mount uses all that lies below it. */
const judgeMoves = (rootfs: HostRootfs, planned: readonly Planned[]): readonly Diagnostic[] => {
  const moves = planned.flatMap((each) => each.moves.map((move) => ({ ...move, container: each.plan.name })));
  const uses = moves.length === 0 ? [] : planned.flatMap((each) => usesOf(rootfs, each));
  return moves.flatMap((move, index) => {
    const again = moves.find((other, at) => at !== index && isUnder(other.path, move.path) && (other.path !== move.path || at < index));
    const use = again ?? uses.find((each) => isUnder(each.path, move.path) || isUnder(move.path, each.path));
    return use === undefined ? [] : [movedInUse(placeOf(rootfs, move.why), move.path, use)];
  });
};

const usesOf = (rootfs: HostRootfs, { plan }: Planned): readonly Use[] => {
  const binds = plan.mounts
    .filter(bindsSource)
    .flatMap((mount) => followLinks(rootfs, mount.source).map(({ path }) => ({ path, container: plan.name, why: mount.why })));
  const others = plan.entries.flatMap(({ type, path, target, content, why }): readonly Use[] => {
    if (type === "hardlink") return [{ path: target, container: plan.name, why }];
    return content.kind === "none" || isUnder(path, "container") ? [] : [{ path, container: plan.name, why }];
  });
  return [...binds, ...others];
};

/** One file has one set of capabilities, whoever mounts it. */
const judgeCaps = (rootfs: HostRootfs, planned: readonly Planned[]): readonly Diagnostic[] => {
  const first = new Map<string, { readonly entry: PlanEntry; readonly container: string }>();
  return planned.flatMap(({ plan }) =>
    plan.entries.flatMap((entry) => {
      if (!isCarried(entry)) return [];
      const earlier = first.get(entry.path);
      first.set(entry.path, earlier ?? { entry, container: plan.name });
      return earlier !== undefined && givesOtherCaps(earlier.entry, entry)
        ? [capsConflict(placeOf(rootfs, entry.why), entry.path, earlier.container, earlier.entry.why)]
        : [];
    }),
  );
};

/** Whether an entry carries a host file in its own place. */
const isCarried = ({ path, content }: PlanEntry): boolean => content.kind === "host" && normalizePath(content.path) === path;

/** The one containerLog.properties has a variable of its own for each container, and is not carried for its capabilities as well. */
const judgeLogs = (rootfs: HostRootfs, planned: readonly Planned[]): readonly Diagnostic[] => {
  const logs = planned.flatMap(({ plan }): readonly LogPlan[] => (plan.log === undefined ? [] : [plan.log]));
  const [any] = logs;
  const first = new Map<string, LogPlan>();
  const taken = logs.flatMap((log) => {
    const variable = logVariable(log.name);
    const earlier = first.get(variable);
    first.set(variable, earlier ?? log);
    return earlier === undefined ? [] : [logVariableTaken(placeOf(rootfs, log.why), variable, earlier.name, earlier.why)];
  });
  const carried = planned.flatMap(({ plan }) => plan.entries.filter((entry) => isCarried(entry) && entry.path === any?.hostPath));
  return [...taken, ...carried.flatMap(({ path, why }) => (any === undefined ? [] : [capsOnLogFile(placeOf(rootfs, why), path, any)]))];
};
