import { NO_XATTRS } from "../tar/entry.ts";
import { planDbus } from "./dbus.ts";
import { generatedTime } from "./host-entries.ts";
import { planHardlinks, planLibraries } from "./libraries.ts";
import { planLogMount } from "./logging.ts";
import { isNewMount, planMounts } from "./mounts.ts";
import type { Mount } from "./mount.ts";
import { findRelativeSources } from "./relative-sources.ts";
import { planMoves, type Move } from "./moves.ts";
import { containerWhy } from "./container-why.ts";
import type { Owner } from "./owner.ts";
import type { PlanContext } from "./plan-context.ts";
import { plantPluginPoints } from "./plugin-points.ts";
import type { Tree, TreeModes } from "./tree.ts";

export interface Filling {
  readonly owner: Owner;
  readonly modes: TreeModes;
  readonly autoDev: boolean;
  /** Whether the container gets a passwd and a group of its own. */
  readonly hasAccounts: boolean;
}

export interface Filled {
  /** In the order in which they are made. */
  readonly mounts: readonly Mount[];
  readonly moves: readonly Move[];
}

/** What a container that shares the host's rootfs mounts and moves. */
export const NOTHING_FILLED: Filled = { mounts: [], moves: [] };

/** Fills a tree in the order the format fixes: generated files, D-Bus, mount points, moved content, libraries, hard links, the log. */
export const fillTree = (context: PlanContext, tree: Tree, filling: Filling): Filled => {
  const { owner, modes, autoDev } = filling;
  const why = containerWhy(context.container);
  const { bundle } = context.container;
  for (const place of ["dev", "proc", "sys", "tmp"]) tree.directory(place, why);
  if (bundle === undefined) tree.mountPoint("init.lxc.static", why);
  else plantPluginPoints(context, tree, bundle);
  if (filling.hasAccounts) plantAccounts(context, tree, filling);
  const dbus = bundle === undefined ? planDbus(context, tree) : [];
  const entries = [...dbus, ...planMounts(context, tree, autoDev, dbus)];
  const moves = planMoves(context, tree, owner, modes.others);
  const libraries = [...entries, ...planLibraries(context, tree).filter((library) => isNewMount(context, library, entries))];
  planHardlinks(context, tree, owner);
  const mounts = [...libraries, ...planLogMount(context, tree).filter((mount) => isNewMount(context, mount, libraries))];
  return { mounts: findRelativeSources(context, tree, mounts), moves };
};

const plantAccounts = (context: PlanContext, tree: Tree, { owner, modes }: Filling): void => {
  for (const what of ["passwd", "group"] as const) {
    tree.put(`etc/${what}`, {
      type: "file",
      mode: modes.account,
      ...owner,
      mtime: generatedTime(context.options),
      target: "",
      xattrs: NO_XATTRS,
      content: { kind: "generated", what },
      why: { reason: "users and groups of the container", span: context.container.span },
    });
  }
};
