import { atFile, atSpan } from "../diagnostics/diagnostic.ts";
import { containerExists, containerNotDirectory, pathTooLong } from "../diagnostics/plan.ts";
import { lookup } from "../rootfs/lookup.ts";
import { planAccounts } from "./accounts.ts";
import { planHostCaps } from "./caps.ts";
import { planConf, type Mounts } from "./conf.ts";
import { planDbus } from "./dbus.ts";
import { generatedTime, passedThrough, whiteout } from "./host-entries.ts";
import { planLauncher } from "./launcher.ts";
import { planHardlinks, planLibraries } from "./libraries.ts";
import { planLogFile, planLogMount } from "./logging.ts";
import { mergeSame } from "./merge-same.ts";
import { isNewMount, planMounts } from "./mounts.ts";
import { planMoves, type Move } from "./moves.ts";
import { judgeNesting } from "./nesting.ts";
import { rootfsOwner, type Owner } from "./owner.ts";
import type { ContainerPlan, GeneratedFile, PlanEntry, Why } from "./plan.ts";
import { hasStranger } from "./processes.ts";
import { placeOf, type Scope } from "./scope.ts";
import { compareUtf8 } from "../tar/order.ts";
import { growTree, type Tree, type TreeModes } from "./tree.ts";

/** A container's plan, and what it moves away from the host. */
export interface Planned {
  readonly plan: ContainerPlan;
  readonly moves: readonly Move[];
}

/** Plans one container: what its rootfs holds, what its lxc.conf and its launcher say. */
export const planContainer = (scope: Scope): Planned => {
  judgeHost(scope);
  const { container } = scope;
  const accounts = container.rootfs === undefined ? undefined : planAccounts(scope);
  const autoDev = container.rootfs !== undefined && (container.autoDev?.value ?? true);
  const owner = rootfsOwner(scope);
  const strangers = hasStranger(scope, owner);
  const modes: TreeModes = strangers ? { directory: 0o551, mountPoint: 0o440, account: 0o444 } : { directory: 0o550, mountPoint: 0o440, account: 0o440 };
  const tree = growTree(scope, owner, modes);
  const { mounts, moves } =
    container.rootfs === undefined ? NOTHING_MOUNTED : fillTree(scope, tree, { owner, modes, autoDev, accounts: accounts !== undefined, others: strangers ? 0o005 : 0 });
  const log = container.rootfs === undefined || container.logging === undefined ? undefined : planLogFile(scope, container.logging);
  const launcher = container.launcher === undefined ? undefined : planLauncher(scope, container.launcher);
  const conf = planConf(scope, mounts, autoDev);
  const outside = [...planHostCaps(scope), ...moves.flatMap((move) => [...passedThrough(scope, move.path, move.why), whiteout(scope.options, move.path, move.why)])];
  const generated: readonly (readonly [string, number, GeneratedFile])[] = [
    ["conf/lxc.conf", 0o440, "lxc.conf"],
    ...(conf.remount === undefined ? [] : [["conf/remount.sh", 0o550, "remount"] as const]),
    ...(moves.length === 0 ? [] : [["conf/removed", 0o440, "removed"] as const]),
    ...(launcher === undefined ? [] : [[`launcher/${launcher.name}.sh`, 0o550, "launcher"] as const]),
  ];
  const entries = mergeSame([...skeleton(scope, owner, modes), ...generated.map((each) => generatedFile(scope, ...each)), ...tree.entries.values(), ...outside, ...(log?.entries ?? [])]);
  judgeLengths(scope, entries);
  return {
    plan: {
      name: container.name,
      files: container.files,
      conf,
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

const judgeHost = (scope: Scope): void => {
  const at = atSpan(scope.container.span);
  const parent = lookup(scope.rootfs, "container", { followLast: false });
  if (parent.kind === "found" && parent.node.type !== "directory") scope.report(containerNotDirectory(at, parent.node.type, parent.node.target));
  else if (lookup(scope.rootfs, `container/${scope.container.name}`, { followLast: false }).kind === "found") {
    scope.report(containerExists(at, scope.container.name, atFile(scope.rootfs.file).file));
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
  path.length > MAX_NAME && (Buffer.byteLength(path) > MAX_PATH || path.split("/").some((segment) => Buffer.byteLength(segment) > MAX_NAME));

const NOTHING_MOUNTED: { readonly mounts: Mounts; readonly moves: readonly Move[] } = {
  mounts: { dbus: [], mounts: [], libraries: [], logging: [] },
  moves: [],
};

interface Filling {
  readonly owner: Owner;
  readonly modes: TreeModes;
  readonly autoDev: boolean;
  readonly accounts: boolean;
  readonly others: number;
}

/** Fills the tree in the order the format fixes: generated files, D-Bus, mount points, moved content, libraries, hard links. */
const fillTree = (scope: Scope, tree: Tree, filling: Filling): { readonly mounts: Mounts; readonly moves: readonly Move[] } => {
  const why = skeletonWhy(scope);
  for (const place of ["dev", "proc", "sys", "tmp"]) tree.directory(place, why);
  tree.mountPoint("init.lxc.static", why);
  if (filling.accounts) plantAccounts(scope, tree, filling);
  const dbus = planDbus(scope, tree);
  const mounts = planMounts(scope, tree, filling.autoDev, dbus);
  const moves = planMoves(scope, tree, filling.owner, filling.others);
  const libraries = planLibraries(scope, tree).filter((library) => isNewMount(scope, library, [...dbus, ...mounts]));
  planHardlinks(scope, tree, filling.owner);
  const logging = planLogMount(scope, tree).filter((mount) => isNewMount(scope, mount, [...dbus, ...mounts, ...libraries]));
  judgeNesting(scope, tree, [...dbus, ...mounts, ...libraries, ...logging], filling.autoDev);
  return { mounts: { dbus, mounts, libraries, logging }, moves };
};

const skeletonWhy = (scope: Scope): Why => ({ reason: `container ${scope.container.name}`, span: scope.container.span });

const plantAccounts = (scope: Scope, tree: Tree, { owner, modes }: Filling): void => {
  for (const what of ["passwd", "group"] as const) {
    tree.put(`etc/${what}`, {
      type: "file",
      mode: modes.account,
      ...owner,
      mtime: generatedTime(scope.options),
      target: "",
      xattrs: {},
      content: { kind: "generated", what },
      why: { reason: "users and groups of the container", span: scope.container.span },
    });
  }
};

const ROOT_OWNED = { uid: 0, gid: 0, target: "", xattrs: {} } as const;

/** `container/` and what stands in it whatever the description says; the rootfs directory itself where there is one. */
const skeleton = (scope: Scope, owner: Owner, modes: TreeModes): readonly PlanEntry[] => {
  const { container, options } = scope;
  const base = `container/${container.name}`;
  const made = { ...ROOT_OWNED, type: "directory", mtime: generatedTime(options), content: { kind: "none" }, why: skeletonWhy(scope) } as const;
  const rootfs = { ...made, ...owner, path: `${base}/rootfs`, mode: modes.directory };
  return [
    { ...made, path: "container", mode: 0o550, why: { reason: "all containers", span: undefined } },
    { ...made, path: base, mode: 0o550 },
    { ...made, path: `${base}/conf`, mode: 0o550 },
    ...(container.launcher === undefined ? [] : [{ ...made, path: `${base}/launcher`, mode: 0o550 }]),
    ...(container.rootfs === undefined ? [] : [rootfs]),
  ];
};

const generatedFile = (scope: Scope, path: string, mode: number, what: GeneratedFile): PlanEntry => ({
  ...ROOT_OWNED,
  path: `container/${scope.container.name}/${path}`,
  type: "file",
  mode,
  mtime: generatedTime(scope.options),
  content: { kind: "generated", what },
  why: skeletonWhy(scope),
});
