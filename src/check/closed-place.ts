import { type Guarded, mayAccess } from "../linux/access.ts";
import type { Mount } from "../plan/mount.ts";
import { hasFlag, hasHostSource } from "../plan/mount-kind.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { accessPath } from "../rootfs/access-path.ts";
import { isUnder, parentOf } from "../rootfs/paths.ts";
import { isUnknown } from "../view/container-view.ts";
import { isLeftOnHost, isOfKernel, type PathArgument } from "./arguments.ts";
import type { ContainerContext } from "./container-context.ts";
import { mayHaveMoreNodes } from "./device-nodes.ts";
import { grantsRights } from "./file-capabilities.ts";
import { launchedProcesses } from "./launched-processes.ts";
import { shownDirectory } from "./shown-directory.ts";
import { isWritten } from "./written-argument.ts";

/** Why nothing is at a path and no process of the container can make it: the innermost directory above it that is there lets nobody write. */
export interface ClosedPlace {
  /** The path that was looked for, real as far as it is there. */
  readonly path: string;
  /** The directory. */
  readonly wall: Wall;
}

export interface Wall extends Guarded {
  /** In the container. */
  readonly place: string;
  /** Absent where it lies in the container's own rootfs. */
  readonly mount: Mount | undefined;
  readonly isReadOnly: boolean;
  /** Of the host, where only who has it there can open it. */
  readonly onHost: string | undefined;
}

/** Tells why nothing can be at a path; `undefined` where something is there, or may be. */
export const closedPlace = (context: ContainerContext, argument: PathArgument): ClosedPlace | undefined => {
  const { plan, view, executions } = context;
  if (plan.rootfs === undefined || isLeftOnHost(context, argument.path)) return undefined;
  const access = accessPath(view.rootfs, argument.path, argument.execution.process, "r");
  if (access.kind !== "missing" || isOfKernel(context, access.path)) return undefined;
  // What an include mounts or runs is not known.
  if (plan.conf.settings.some(({ row }) => row.element === "LxcInclude" || row.element === "AutoDevHook")) return undefined;
  const { path } = access;
  const wall = isUnknown(view, path) ? bootWall(context, argument, path) : wallAbove(context, argument, path);
  if (wall === undefined || executions().some(({ files }) => files.some(grantsRights))) return undefined;
  const isOpen = !wall.isReadOnly && launchedProcesses(plan).some((who) => mayAccess(wall, who, "wx"));
  return isOpen ? undefined : { path, wall };
};

const wallAbove = (context: ContainerContext, argument: PathArgument, path: string): Wall | undefined => {
  const { plan, view, options } = context;
  const node = directoryAbove(context, path);
  if (node === undefined) return undefined;
  const place = node.path;
  const mount = view.originOf(place)?.mount;
  if (mount === undefined && plan.conf.autoDev && isUnder(path, "dev"))
    return mayHaveMoreNodes(plan) ? undefined : { ...FRESH_DEV, place: "dev", mount, isReadOnly: false, onHost: undefined };
  const own: Wall = {
    ...node,
    place,
    mount,
    isReadOnly: mount === undefined ? options.readOnlyHost : hasFlag(mount, "ro"),
    onHost: undefined,
  };
  if (mount === undefined || mount.inside?.own !== undefined || mount.fsType === "tmpfs") return own;
  if (!hasHostSource(mount) || mount.host === undefined) return undefined;
  if (own.isReadOnly && IN_ROOTFS.some((each) => isUnder(mount.host ?? "", each))) return own;
  return isWritten(argument) ? hostWall(context, own) : undefined;
};

/** The innermost directory above a path that is there. */
const directoryAbove = ({ view }: ContainerContext, path: string): HostNode | undefined => {
  let at = path;
  while (at !== "") {
    at = parentOf(at);
    const node = view.rootfs.nodes.get(at);
    if (node !== undefined) return node.type === "directory" ? node : undefined;
  }
  return undefined;
};

/** src/lxc/conf.c, mount_autodev: a tmpfs with mode=755, root's. */
const FRESH_DEV: Guarded = { type: "directory", mode: 0o755, uid: 0, gid: 0, xattrs: new Map() };

/** Where a host has what was installed; elsewhere its services make files while it runs. */
const IN_ROOTFS = ["bin", "sbin", "lib", "lib64", "usr"];

/** A directory that boot makes, and that a mount shows, where tmpfiles.d(5) tells its mode and owner. */
const bootWall = (context: ContainerContext, argument: PathArgument, path: string): Wall | undefined => {
  const place = parentOf(path);
  const mount = context.view.originOf(place)?.mount;
  if (mount?.place !== place || !isWritten(argument)) return undefined;
  const shown = shownDirectory(context, place);
  return shown?.isMadeAtBoot === true ? { ...shown, place, mount, isReadOnly: hasFlag(mount, "ro"), onHost: shown.path } : undefined;
};

/** A directory of the host, unless who knows what opens it. */
const hostWall = (context: ContainerContext, own: Wall): Wall | undefined => {
  const shown = shownDirectory(context, own.place);
  if (shown === undefined) return undefined;
  if (own.isReadOnly) return own;
  if (!shown.isMadeAtBoot && context.madeAtBoot()(shown.path)) return undefined;
  return { ...own, ...shown, onHost: shown.path };
};
