import { atSpan } from "../diagnostics/diagnostic.ts";
import { bindMissing, duplicateDestination, duplicateMount, sourceType } from "../diagnostics/plan.ts";
import type { MountEntry } from "../model/container.ts";
import { normalizePath } from "../rootfs/paths.ts";
import type { MountPlan } from "./conf-plan.ts";
import { hasBindOption, hasCreateOption, hasHostSource } from "./mount-kind.ts";
import { placeOf, type Scope } from "./scope.ts";
import { findSource, type Source } from "./source.ts";
import type { Tree } from "./tree.ts";

/** The mount entries of MountPoints, in document order, and their mount points in the tree. `earlier` are the mounts made before. */
export const planMounts = (scope: Scope, tree: Tree, autoDev: boolean, earlier: readonly MountPlan[]): readonly MountPlan[] => {
  const planned: MountPlan[] = [];
  for (const entry of scope.container.rootfs?.mounts ?? []) {
    const mount = planMount(scope, entry, autoDev);
    if (mount === undefined || !isNewMount(scope, mount, [...earlier, ...planned])) continue;
    makeMountPoint(tree, entry, mount, autoDev);
    planned.push(mount);
  }
  return planned;
};

/**
 * Whether a mount adds to those before it: an equal one does not. What is reported either way; only D-Bus' own libdbus and the same
 * library of LibsRoBindMounts are a pair that has to be expected.
 */
export const isNewMount = (scope: Scope, mount: MountPlan, earlier: readonly MountPlan[]): boolean => {
  const at = placeOf(scope, mount.why);
  const there = earlier.filter((each) => each.place === mount.place);
  const same = there.find((each) => isSameMount(each, mount));
  const [other] = there;
  if (same !== undefined) {
    const isExpected = same.origin === "dbus" && mount.origin === "library";
    if (!isExpected) scope.report(duplicateMount(at, mount.destination, same.why));
  } else if (other !== undefined) {
    const severity = other.origin === "mount" && mount.origin === "mount" ? "error" : "warning";
    scope.report(duplicateDestination(severity, at, mount.destination, other.why));
  }
  return same === undefined;
};

/** Whether two entries say the same: paths normalised, options taken as a set. */
const isSameMount = (a: MountPlan, b: MountPlan): boolean =>
  a.place === b.place &&
  normalizePath(a.source) === normalizePath(b.source) &&
  a.fsType === b.fsType &&
  a.dump === b.dump &&
  a.fsck === b.fsck &&
  a.options.every((option) => b.options.includes(option)) &&
  b.options.every((option) => a.options.includes(option));

/** The path that an entry mounts on this kind of device. */
export const sourceOf = (scope: Pick<Scope, "options">, entry: MountEntry): string =>
  (scope.options.readOnlyHost ? entry.sourceRoFs : undefined) ?? entry.source;

const planMount = (scope: Scope, entry: MountEntry, autoDev: boolean): MountPlan | undefined => {
  const place = normalizePath(entry.destination);
  const source = sourceOf(scope, entry);
  const bind = hasHostSource(entry);
  const found: Source = bind ? findSource(scope, source, entry.span, entry.options.includes("optional")) : { kind: "run-time" };
  if (found.kind === "lacking") return undefined;
  if (bind && !hasBindOption(entry)) scope.report(bindMissing(atSpan(entry.span), source));
  if (found.kind === "host" && entry.type !== "dev" && (found.node.type === "directory") !== (entry.type === "dir")) {
    scope.report(sourceType(atSpan(entry.span), entry.type, source, found.node.type));
  }
  return {
    source,
    destination: entry.destination,
    fsType: entry.fsType,
    options: [...entry.options, ...createOption(entry, autoDev)],
    dump: entry.dump,
    fsck: entry.fsck,
    origin: "mount",
    place,
    host: found.kind === "host" ? found.node.path : undefined,
    unused: entry.unused.map((each) => `/${normalizePath(each.value)}`),
    why: { reason: "MountPoints", span: entry.span },
  };
};

/** LXC makes the mount point itself where /dev is a fresh tmpfs: lxc.container.conf(5), lxc.autodev and lxc.mount.entry. */
const createOption = (entry: MountEntry, autoDev: boolean): readonly string[] => {
  const settled = hasCreateOption(entry) || entry.options.includes("optional");
  return entry.type === "dev" && autoDev && !settled ? [hasHostSource(entry) ? "create=file" : "create=dir"] : [];
};

const makeMountPoint = (tree: Tree, entry: MountEntry, mount: MountPlan, autoDev: boolean): void => {
  const made = entry.type === "dev" && (autoDev || hasCreateOption(entry));
  if (made) return;
  const isDirectory = entry.type === "dir" || (entry.type === "dev" && !hasHostSource(entry));
  (isDirectory ? tree.directory : tree.mountPoint)(mount.place, mount.why);
};
