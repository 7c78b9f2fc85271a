import { type Advice, changeOptions } from "../../diagnostics/fix.ts";
import { mayStandIn } from "../../linux/kernel-trees.ts";
import { because } from "../../plan/finding-words.ts";
import { boundPath, type Mount } from "../../plan/mount.ts";
import { hasCreateOption, hasHostSource } from "../../plan/mount-kind.ts";
import { rebase } from "../../rootfs/paths.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { type KernelPlace, kernelPlaceOf } from "../kernel-place.ts";
import { isVolatile, realSource } from "../made-at-boot.ts";
import type { MountPoint } from "../mount-points.ts";
import { isThere, isUnknownType, isWritable, showsDirectory } from "../mount-places.ts";
import type { ContainerRule, Found } from "../rule.ts";

/**
 * mount(2): ENOENT. LXC makes what create= asks for only where it may write, an OCI runtime whatever lacks there, and nothing can be made in proc and sysfs.
 */
export const mountPointMissing: ContainerRule<"mount-point-missing"> = {
  kind: "container",
  code: "mount-point-missing",
  severity: "either",
  title: "A mount inside another one, which has no such place.",
  judge: (context) => {
    const { runtime, makes } = runtimeOf(context);
    return context.certainMountPoints().flatMap((point) => {
      const { mount, outer, link } = point;
      const inKernel = kernelPlaceOf(context, point);
      if (inKernel !== undefined) return mayHave(mount, inKernel) ? [] : [notInKernel(context, mount, inKernel)];
      const mayCreate = outer === undefined || isWritable(context, outer);
      if (link !== undefined || ((makes || hasCreateOption(mount)) && mayCreate)) return [];
      const where = outer === undefined ? "a fresh /dev" : `the mount of ${because(outer.why)}`;
      const help = mayCreate ? createHelp(context, point) : readOnlyHelp(runtime);
      if (!isThere(context, point)) {
        const message = `${mount.destination} lies inside ${where}, which has no such place: ${runtime} will not start the container`;
        return [{ location: locationOf(context, mount), message, help, severity: "error" }];
      }
      const emptied = emptiedPlace(context, point);
      if (emptied === undefined) return [];
      const message = `${mount.destination} lies inside ${where}, which is empty at boot, and nothing is known to make ${emptied}: ${runtime} starts the container only where it is there`;
      return [{ location: locationOf(context, mount), message, help, severity: "warning" }];
    });
  },
};

/** The path on the host of a mount point that each boot begins without, and that is not the very thing that is mounted. */
const emptiedPlace = ({ host, madeAtBoot }: ContainerContext, { mount, outer }: MountPoint): string | undefined => {
  if (outer === undefined || !hasHostSource(outer) || outer.host !== undefined || outer.inside !== undefined) return undefined;
  const path = rebase(mount.place, outer.place, realSource(host, outer.source));
  return isVolatile(path) && realSource(host, mount.source) !== path && !madeAtBoot()(path) ? `/${path}` : undefined;
};

const createHelp = (context: ContainerContext, { mount, outer }: MountPoint): Advice | string => {
  if (mount.parts === undefined) return entryHelp(context, mount, outer);
  if (isUnknownType(context, mount)) return 'add create=file or create=dir to the Options (for devices: type="dev")';
  const word = showsDirectory(context, mount) ? "create=dir" : "create=file";
  return changeOptions(
    mount.parts.options,
    { add: [word] },
    `add ${word} to the Options${word === "create=dir" ? "" : ' (for devices: type="dev")'}`,
  );
};

/** What is no Entry has no Options. */
const entryHelp = ({ plan }: ContainerContext, mount: Mount, outer: Mount | undefined): string => {
  const type = plan.rootfs?.tree.get(mount.place)?.type === "directory" ? "dir" : "file";
  const elsewhere = outer === undefined ? "" : `let ${because(outer.why)} mount elsewhere, or `;
  return `${elsewhere}bind ${boundPath(mount)} by an Entry of MountPoints with create=${type} instead of ${mount.why.reason}, which has no Options`;
};

const readOnlyHelp = (runtime: string): string =>
  `${runtime} can't make it there, for it is read-only: add it to the host rootfs, or use a Destination that exists or lies outside`;

/** What is bound from the host's own proc or sysfs is in that of the container as well, whatever driver it is of. */
const mayHave = (mount: Mount, { fsType, rest }: KernelPlace): boolean =>
  mayStandIn(fsType, rest) || boundPath(mount) === `/${fsType === "proc" ? "proc" : "sys"}/${rest}`;

const runtimeOf = ({ plan }: ContainerContext): { readonly runtime: string; readonly makes: boolean } =>
  plan.bundle === undefined ? { runtime: "LXC", makes: false } : { runtime: "the runtime", makes: true };

const notInKernel = (context: ContainerContext, mount: Mount, { fsType }: KernelPlace): Found => ({
  location: locationOf(context, mount),
  message: `${mount.destination} lies inside ${fsType === "proc" ? "proc" : "sysfs"}, which has no such place: ${runtimeOf(context).runtime} will not start the container`,
  help: "use a Destination elsewhere: nothing can be made there, not even with create=",
  severity: "error",
});
