import { planAccounts } from "./accounts.ts";
import { planHostCaps } from "./caps.ts";
import { planBundle } from "./bundle.ts";
import { planConf } from "./conf.ts";
import { planEnvironment, planPreloads } from "./environment.ts";
import { fillTree, NOTHING_FILLED } from "./fill-tree.ts";
import { passedThrough, whiteout } from "./host-entries.ts";
import { planLauncher } from "./launcher.ts";
import { libraryDirectories } from "./libraries.ts";
import { planLogFile } from "./logging.ts";
import { mergeSame } from "./merge-same.ts";
import { type Owner, rootfsOwner } from "./owner.ts";
import type { ContainerPlan } from "./plan.ts";
import { hasStranger } from "./processes.ts";
import type { PlanContext } from "./plan-context.ts";
import { growTree, type TreeModes } from "./tree.ts";

/** Nothing for others. */
const CLOSED: TreeModes = { directory: 0o550, mountPoint: 0o440, account: 0o440, others: 0 };
/** Where a process is neither the owner nor in its group. */
const OPEN: TreeModes = { directory: 0o551, mountPoint: 0o440, account: 0o444, others: 0o005 };

/** Where the runtime enters as a user of a namespace whose root is neither: what others may does not include finding out what is there. */
const FOREIGN: TreeModes = { directory: 0o555, mountPoint: 0o444, account: 0o444, others: 0o005 };

/** A runtime sets up the rootfs as the mapped root, whose capabilities do not reach the files of ids that are not mapped: user_namespaces(7). */
const modesOfMapped = (owner: Owner, mapped: Owner): TreeModes => (owner.uid === mapped.uid || owner.gid === mapped.gid ? CLOSED : FOREIGN);

/** Plans one container: what its rootfs holds, what its lxc.conf and its launcher say. */
export const planContainer = (context: PlanContext): ContainerPlan => {
  const { container } = context;
  const isOwn = container.rootfs !== undefined;
  const accounts = isOwn ? planAccounts(context) : undefined;
  const isBundle = container.bundle !== undefined;
  const bundle = container.bundle && planBundle(context, container.bundle);
  const autoDev = isOwn && !isBundle && (container.autoDev?.value ?? true);
  const owner = rootfsOwner(context);
  const modes = bundle?.mapped === undefined ? (hasStranger(context, owner) ? OPEN : CLOSED) : modesOfMapped(owner, bundle.mapped);
  const tree = growTree(context, owner, modes);
  const { mounts, moves } = isOwn
    ? fillTree(context, tree, { owner, modes, autoDev, hasAccounts: accounts !== undefined })
    : NOTHING_FILLED;
  const log = isOwn && container.logging !== undefined ? planLogFile(context, container.logging) : undefined;
  const launcher = container.launcher === undefined ? undefined : planLauncher(context, container.launcher);
  const conf = planConf(context, mounts, autoDev);
  return {
    name: container.name,
    span: container.span,
    files: container.files,
    target: isBundle ? (context.options.target === "oci" ? "oci" : "dobby") : "lxc",
    secure: container.secure,
    rootfs: isOwn ? { owner, directoryMode: modes.directory, tree: tree.nodes } : undefined,
    mounts,
    conf,
    bundle,
    environment: planEnvironment(container.environment),
    preloads: planPreloads(container.environment),
    libraryDirectories: libraryDirectories(context),
    launcher,
    users: accounts?.users,
    groups: accounts?.groups,
    log: log?.log,
    moves,
    hostEntries: mergeSame([
      ...planHostCaps(context),
      ...moves.flatMap(({ path, why }) => [...passedThrough(context, path, why), whiteout(context.options, path, why)]),
      ...(log?.entries ?? []),
    ]),
  };
};
