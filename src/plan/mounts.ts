import { atSpan } from "../diagnostics/diagnostic.ts";
import { bindMissing, duplicateDestination, duplicateMount, mountOverRoot, sourceType } from "../diagnostics/plan.ts";
import type { MountEntry } from "../model/container.ts";
import { normalizePath } from "../model/paths.ts";
import type { MountPlan } from "./conf-plan.ts";
import type { Scope } from "./scope.ts";
import { findSource, type Source } from "./source.ts";
import type { Tree } from "./tree.ts";

/** The mount entries of MountPoints, in document order, and their mount points in the tree. */
export const planMounts = (scope: Scope, tree: Tree, autoDev: boolean): readonly MountPlan[] => {
  const planned: MountPlan[] = [];
  for (const entry of scope.container.rootfs?.mounts ?? []) {
    const mount = planMount(scope, entry, autoDev);
    if (mount === undefined) continue;
    const same = planned.find((each) => each.place === mount.place);
    if (same !== undefined) {
      const finding = isSameMount(same, mount) ? duplicateMount : duplicateDestination;
      scope.report(finding(atSpan(entry.span), mount.destination, same.why));
      continue;
    }
    makeMountPoint(tree, entry, mount, autoDev);
    planned.push(mount);
  }
  return planned;
};

/** Whether two entries say the same: paths normalised, options taken as a set. */
export const isSameMount = (a: MountPlan, b: MountPlan): boolean =>
  a.place === b.place &&
  normalizePath(a.source) === normalizePath(b.source) &&
  a.fsType === b.fsType &&
  a.options.every((option) => b.options.includes(option)) &&
  b.options.every((option) => a.options.includes(option));

/** Whether the entry binds a path of the host, so that its source is looked up there. */
export const isBind = (mount: Pick<MountPlan, "fsType">): boolean => mount.fsType === "none" || mount.fsType === "bind";

const planMount = (scope: Scope, entry: MountEntry, autoDev: boolean): MountPlan | undefined => {
  const place = normalizePath(entry.destination);
  if (place === "") {
    scope.report(mountOverRoot(atSpan(entry.span)));
    return undefined;
  }
  const source = scope.options.readOnlyHost && entry.sourceRoFs !== undefined ? entry.sourceRoFs : entry.source;
  const bind = isBind(entry);
  const found: Source = bind ? findSource(scope, source, entry.span, entry.options.includes("optional")) : { kind: "run-time" };
  if (found.kind === "lacking") return undefined;
  if (bind && !entry.options.some((option) => option === "bind" || option === "rbind")) scope.report(bindMissing(atSpan(entry.span), source));
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
  const settled = entry.options.some((option) => option.startsWith("create=") || option === "optional");
  return entry.type === "dev" && autoDev && !settled ? [isBind(entry) ? "create=file" : "create=dir"] : [];
};

const makeMountPoint = (tree: Tree, entry: MountEntry, mount: MountPlan, autoDev: boolean): void => {
  const made = entry.type === "dev" && (autoDev || entry.options.some((option) => option.startsWith("create=")));
  if (made) return;
  const isDirectory = entry.type === "dir" || (entry.type === "dev" && !isBind(entry));
  (isDirectory ? tree.directory : tree.mountPoint)(mount.place, mount.why);
};
