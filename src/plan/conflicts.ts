import { atFile, atSpan, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { capsConflict } from "./caps-findings.ts";
import { capsOnLogFile, logVariableTaken } from "./logging-findings.ts";
import { movedInUse } from "./move-findings.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { isUnder } from "../rootfs/paths.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { givesOtherCaps } from "./caps.ts";
import { followLinks } from "./follow-links.ts";
import { logVariable } from "./log-variable.ts";
import { bindsSource } from "./mount-kind.ts";
import type { ContainerPlan, LogPlan } from "./plan.ts";
import type { PlannedEntry } from "./planned-node.ts";
import type { Why } from "./why.ts";

/** A host path that some container needs where it is. */
interface Use {
  readonly path: string;
  readonly container: string;
  readonly why: Why;
}

/** Where the containers of a run contradict each other, or one of them itself. */
export const judgeConflicts = (rootfs: HostRootfs, containers: readonly ContainerPlan[]): readonly Diagnostic[] => [
  ...judgeMoves(rootfs, containers),
  ...judgeCaps(rootfs, containers),
  ...judgeLogs(rootfs, containers),
];

const placeOf = (rootfs: HostRootfs, why: Why) => (why.span === undefined ? atFile(rootfs.file) : atSpan(why.span));

/** What is moved away must not be moved again, whole or in part, nor be used: a directory mount uses all that lies below it. */
const judgeMoves = (rootfs: HostRootfs, containers: readonly ContainerPlan[]): readonly Diagnostic[] => {
  const moves = containers.flatMap(({ name, moves: own }) => own.map((move) => ({ ...move, container: name })));
  const uses = moves.length === 0 ? [] : containers.flatMap((each) => usesOf(rootfs, each));
  return moves.flatMap((move, index) => {
    const again = moves.find((other, at) => at !== index && isUnder(other.path, move.path) && (other.path !== move.path || at < index));
    const use = again ?? uses.find((each) => isUnder(each.path, move.path) || isUnder(move.path, each.path));
    return use === undefined ? [] : [movedInUse(placeOf(rootfs, move.why), move.path, use)];
  });
};

const usesOf = (rootfs: HostRootfs, { name: container, mounts, rootfs: own, hostEntries }: ContainerPlan): readonly Use[] => {
  const binds = mounts
    .filter(bindsSource)
    .flatMap((mount) => followLinks(rootfs, mount.source).map(({ path }) => ({ path, container, why: mount.why })));
  const links = [...(own?.tree.values() ?? [])]
    .filter(({ type }) => type === "hardlink")
    .map(({ target, why }) => ({ path: target, container, why }));
  const carried = hostEntries.filter(({ content }) => content.kind !== "none").map(({ path, why }) => ({ path, container, why }));
  return [...binds, ...links, ...carried];
};

/** One file has one set of capabilities, whoever mounts it. */
const judgeCaps = (rootfs: HostRootfs, containers: readonly ContainerPlan[]): readonly Diagnostic[] => {
  const first = new Map<string, { readonly entry: PlannedEntry; readonly container: string }>();
  return containers.flatMap(({ name, hostEntries }) =>
    hostEntries.flatMap((entry) => {
      if (!isCarried(entry)) return [];
      const earlier = first.get(entry.path);
      first.set(entry.path, earlier ?? { entry, container: name });
      return earlier !== undefined && givesOtherCaps(earlier.entry, entry)
        ? [capsConflict(placeOf(rootfs, entry.why), entry.path, earlier.container, earlier.entry.why)]
        : [];
    }),
  );
};

/** Whether an entry carries a host file in its own place. */
const isCarried = ({ path, content }: PlannedEntry): boolean => content.kind === "host" && normalizePath(content.path) === path;

/** The one containerLog.properties has a variable of its own for each container, and is not carried for its capabilities as well. */
const judgeLogs = (rootfs: HostRootfs, containers: readonly ContainerPlan[]): readonly Diagnostic[] => {
  const logs = containers.flatMap(({ log }): readonly LogPlan[] => (log === undefined ? [] : [log]));
  const [any] = logs;
  const first = new Map<string, LogPlan>();
  const taken = logs.flatMap((log) => {
    const variable = logVariable(log.name);
    const earlier = first.get(variable);
    first.set(variable, earlier ?? log);
    return earlier === undefined ? [] : [logVariableTaken(placeOf(rootfs, log.why), variable, earlier.name, earlier.why)];
  });
  const carried = containers.flatMap(({ hostEntries }) => hostEntries.filter((entry) => isCarried(entry) && entry.path === any?.hostPath));
  return [...taken, ...carried.flatMap(({ path, why }) => (any === undefined ? [] : [capsOnLogFile(placeOf(rootfs, why), path, any)]))];
};
