import { mayStandIn } from "../../linux/kernel-trees.ts";
import { because } from "../../plan/finding-words.ts";
import { boundPath, type Mount } from "../../plan/mount.ts";
import { hasCreateOption, hasFlag } from "../../plan/mount-kind.ts";
import { isMadeAtRunTime } from "../../plan/mount-source.ts";
import { refusedMount } from "../../plan/refused-mount.ts";
import { isUnder } from "../../rootfs/paths.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { type KernelPlace, kernelPlaceOf } from "../kernel-place.ts";
import { type MountPoint, allMountPoints } from "../mount-points.ts";
import type { ContainerRule, Found } from "../rule.ts";

/**
 * mount(2): ENOENT. An optional entry may miss its place in a bind as it may miss its source; in what is empty at first it always does. LXC makes what create= asks for only where it may write, and nothing can be made in proc and sysfs.
 */
export const mountPointMissing: ContainerRule<"mount-point-missing"> = {
  kind: "container",
  code: "mount-point-missing",
  severity: "either",
  title: "A mount inside another one, which has no such place.",
  judge: (context) =>
    allMountPoints(context).flatMap((point) => {
      const { mount, outer, link } = point;
      if (mount.options.includes("optional") && outer !== undefined && outer.fsType !== "tmpfs") return [];
      const inKernel = kernelPlaceOf(context, point);
      if (inKernel !== undefined) return mayHave(mount, inKernel) ? [] : [notInKernel(context, mount, inKernel)];
      const mayCreate = outer === undefined || isWritable(context, outer);
      if (link !== undefined || (hasCreateOption(mount) && mayCreate) || isThere(context, point)) return [];
      const { severity, outcome } = refusedMount(mount);
      const where = outer === undefined ? "a fresh /dev" : `the mount of ${because(outer.why)}`;
      return [
        {
          location: locationOf(context, mount),
          message: `${mount.destination} lies inside ${where}, which has no such place: ${outcome}`,
          help: mayCreate ? CREATE : READ_ONLY,
          severity,
        },
      ];
    }),
};

const CREATE = 'add create=file or create=dir to the Options (for devices: type="dev")';
const READ_ONLY =
  "LXC can't make it there, for it is read-only: add it to the host rootfs, or use a Destination that exists or lies outside";

/** What LXC itself puts into a fresh /dev before the mount entries: lxc.container.conf(5), lxc.autodev. */
const IN_FRESH_DEV = ["dev/pts"];

/** What is bound from the host's own proc or sysfs is in that of the container as well, whatever driver it is of. */
const mayHave = (mount: Mount, { fsType, rest }: KernelPlace): boolean =>
  mayStandIn(fsType, rest) || boundPath(mount) === `/${fsType === "proc" ? "proc" : "sys"}/${rest}`;

const notInKernel = (context: ContainerContext, mount: Mount, { fsType }: KernelPlace): Found => ({
  severity: refusedMount(mount).severity,
  location: locationOf(context, mount),
  message: `${mount.destination} lies inside ${fsType === "proc" ? "proc" : "sysfs"}, which has no such place: ${refusedMount(mount).outcome}`,
  help: "use a Destination elsewhere: nothing can be made there, not even with create=",
});

const isThere = (context: ContainerContext, { mount: { place }, outer, onHost }: MountPoint): boolean => {
  if (outer === undefined) return !context.plan.conf.autoDev || place === "dev" || !isUnder(place, "dev") || IN_FRESH_DEV.includes(place);
  if (outer.fsType === "tmpfs") return false;
  return onHost === undefined || context.before.nodes.get(onHost) !== undefined || isMadeAtRunTime(context, onHost);
};

/** Whether something can be made in a mount while the container starts. */
const isWritable = (context: ContainerContext, outer: Mount): boolean => {
  const onReadOnlyHost = context.options.readOnlyHost && outer.host !== undefined && !isMadeAtRunTime(context, outer.host);
  return !hasFlag(outer, "ro") && !onReadOnlyHost;
};
