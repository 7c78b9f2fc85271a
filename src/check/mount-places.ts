import { bindsSource, hasFlag } from "../plan/mount-kind.ts";
import type { Mount } from "../plan/mount.ts";
import { isMadeAtRunTime } from "../plan/mount-source.ts";
import { isUnder } from "../rootfs/paths.ts";
import type { ContainerContext } from "./container-context.ts";
import { deviceAt, deviceDirectoryAt } from "./device-nodes.ts";
import type { MountPoint } from "./mount-points.ts";

/** What LXC itself puts into a fresh /dev before the mount entries: lxc.container.conf(5), lxc.autodev. */
const IN_FRESH_DEV = ["dev/pts"];

/** Whether a mount point is there when its mount is made. */
export const isThere = (context: ContainerContext, { mount: { place }, outer, onHost }: MountPoint): boolean => {
  if (outer === undefined) return !context.plan.conf.autoDev || place === "dev" || !isUnder(place, "dev") || IN_FRESH_DEV.includes(place);
  if (outer.fsType === "tmpfs") return false;
  return onHost === undefined || context.before.nodes.get(onHost) !== undefined || isMadeAtRunTime(context, onHost);
};

/** Whether something can be made in a mount while the container starts. */
export const isWritable = (context: ContainerContext, outer: Mount): boolean => {
  const onReadOnlyHost = context.options.readOnlyHost && outer.host !== undefined && !isMadeAtRunTime(context, outer.host);
  return !hasFlag(outer, "ro") && !onReadOnlyHost;
};

/** Whether nobody knows what kind of file is mounted. */
export const isUnknownType = (context: ContainerContext, mount: Mount): boolean =>
  bindsSource(mount) &&
  mount.host === undefined &&
  deviceAt(context, mount)?.numbers === undefined &&
  deviceDirectoryAt(context, mount) === undefined;

/** Whether it is a directory that is mounted. */
export const showsDirectory = (context: ContainerContext, mount: Mount): boolean =>
  !bindsSource(mount) ||
  (mount.host === undefined ? deviceDirectoryAt(context, mount) !== undefined : context.before.nodes.get(mount.host)?.type === "directory");
