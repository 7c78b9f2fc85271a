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
import { rootfsOwner } from "./owner.ts";
import type { ContainerPlan } from "./plan.ts";
import { hasStranger } from "./processes.ts";
import type { Scope } from "./scope.ts";
import { growTree, type TreeModes } from "./tree.ts";

/** Nothing for others. */
const CLOSED: TreeModes = { directory: 0o550, mountPoint: 0o440, account: 0o440, others: 0 };
/** Where a process is neither the owner nor in its group. */
const OPEN: TreeModes = { directory: 0o551, mountPoint: 0o440, account: 0o444, others: 0o005 };

/** Plans one container: what its rootfs holds, what its lxc.conf and its launcher say. */
export const planContainer = (scope: Scope): ContainerPlan => {
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
  return {
    name: container.name,
    span: container.span,
    files: container.files,
    rootfs: isOwn ? { owner, directoryMode: modes.directory, tree: tree.nodes } : undefined,
    mounts,
    conf,
    environment: planEnvironment(container.environment),
    preloads: planPreloads(container.environment),
    libraryDirectories: libraryDirectories(scope),
    launcher,
    users: accounts?.users,
    groups: accounts?.groups,
    log: log?.log,
    moves,
    hostEntries: mergeSame([
      ...planHostCaps(scope),
      ...moves.flatMap(({ path, why }) => [...passedThrough(scope, path, why), whiteout(scope.options, path, why)]),
      ...(log?.entries ?? []),
    ]),
  };
};
