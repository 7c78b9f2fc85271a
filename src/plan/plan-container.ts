import { atFile, atSpan } from "../diagnostics/diagnostic.ts";
import { containerExists, containerNotDirectory, pathTooLong } from "./place-findings.ts";
import { lookup } from "../rootfs/lookup.ts";
import { compareUtf8 } from "../tar/order.ts";
import { planAccounts } from "./accounts.ts";
import { planHostCaps } from "./caps.ts";
import { planConf } from "./conf.ts";
import { planEnvironment, planPreloads } from "./environment.ts";
import { fillTree, NOTHING_FILLED } from "./fill-tree.ts";
import { passedThrough, whiteout } from "./host-entries.ts";
import { planLauncher } from "./launcher.ts";
import { libraryDirectories } from "./libraries.ts";
import { planLogFile } from "./logging.ts";
import { mergeSame } from "./merge-same.ts";
import type { Move } from "./moves.ts";
import { generatedFiles, skeleton } from "./own-entries.ts";
import { rootfsOwner } from "./owner.ts";
import type { ContainerPlan, PlanEntry } from "./plan.ts";
import type { Why } from "./why.ts";
import { hasStranger } from "./processes.ts";
import { placeOf, type Scope } from "./scope.ts";
import { growTree, type TreeModes } from "./tree.ts";

/** A container's plan, and what it moves away from the host. */
export interface Planned {
  readonly plan: ContainerPlan;
  readonly moves: readonly Move[];
}

/** Nothing for others. */
const CLOSED: TreeModes = { directory: 0o550, mountPoint: 0o440, account: 0o440, others: 0 };
/** Where a process is neither the owner nor in its group. */
const OPEN: TreeModes = { directory: 0o551, mountPoint: 0o440, account: 0o444, others: 0o005 };

/** Plans one container: what its rootfs holds, what its lxc.conf and its launcher say. */
export const planContainer = (scope: Scope): Planned => {
  judgeHost(scope);
  const { container } = scope;
  const isOwn = container.rootfs !== undefined;
  const accounts = isOwn ? planAccounts(scope) : undefined;
  const autoDev = isOwn && (container.autoDev?.value ?? true);
  const owner = rootfsOwner(scope);
  const modes = hasStranger(scope, owner) ? OPEN : CLOSED;
  const tree = growTree(scope, owner, modes);
  const { mounts, moves } = isOwn ? fillTree(scope, tree, { owner, modes, autoDev, hasAccounts: accounts !== undefined }) : NOTHING_FILLED;
  const log = isOwn && container.logging !== undefined ? planLogFile(scope, container.logging) : undefined;
  const launcher = container.launcher === undefined ? undefined : planLauncher(scope, container.launcher);
  const conf = planConf(scope, mounts, autoDev);
  const entries = mergeSame([
    ...skeleton(scope, owner, modes),
    ...generatedFiles(scope, { launcher: launcher?.name, hasHook: conf.remount !== undefined, movesAway: moves.length > 0 }),
    ...tree.entries.values(),
    ...planHostCaps(scope),
    ...moves.flatMap(({ path, why }) => [...passedThrough(scope, path, why), whiteout(scope.options, path, why)]),
    ...(log?.entries ?? []),
  ]);
  judgeLengths(scope, entries);
  return {
    plan: {
      name: container.name,
      span: container.span,
      files: container.files,
      mounts,
      conf,
      environment: planEnvironment(container.environment),
      preloads: planPreloads(container.environment),
      libraryDirectories: libraryDirectories(scope),
      launcher,
      users: accounts?.users,
      groups: accounts?.groups,
      log: log?.log,
      removed: moves.map((move) => `/${move.path}`).sort(compareUtf8),
      entries,
    },
    moves,
  };
};

const judgeHost = ({ container, rootfs, report }: Scope): void => {
  const at = atSpan(container.span);
  const parent = lookup(rootfs, "container", { followLast: false });
  if (parent.kind === "found" && parent.node.type !== "directory") report(containerNotDirectory(at, parent.node.type, parent.node.target));
  else if (lookup(rootfs, `container/${container.name}`, { followLast: false }).kind === "found") {
    report(containerExists(at, container.name, atFile(rootfs.file).file));
  }
};

/** PATH_MAX (with its NUL) and NAME_MAX of linux/limits.h. */
const MAX_PATH = 4095;
const MAX_NAME = 255;

const judgeLengths = (scope: Scope, entries: readonly PlanEntry[]): void => {
  const reported = new Set<Why>();
  for (const { path, why } of entries) {
    if (!isTooLong(path) || reported.has(why)) continue;
    reported.add(why);
    scope.report(pathTooLong(placeOf(scope, why), path));
  }
};

const isTooLong = (path: string): boolean =>
  path.length > MAX_NAME &&
  (Buffer.byteLength(path) > MAX_PATH || path.split("/").some((segment) => Buffer.byteLength(segment) > MAX_NAME));
