import { type Advice, changeOptions } from "../../diagnostics/fix.ts";
import { mayStandIn } from "../../linux/kernel-trees.ts";
import { because } from "../../plan/finding-words.ts";
import { boundPath, type Mount } from "../../plan/mount.ts";
import { hasCreateOption } from "../../plan/mount-kind.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { type KernelPlace, kernelPlaceOf } from "../kernel-place.ts";
import { isThere, isUnknownType, isWritable, showsDirectory } from "../mount-places.ts";
import type { ContainerRule, Found } from "../rule.ts";

/**
 * mount(2): ENOENT. LXC makes what create= asks for only where it may write, an OCI runtime whatever lacks there, and nothing can be made in proc and sysfs.
 */
export const mountPointMissing: ContainerRule<"mount-point-missing"> = {
  kind: "container",
  code: "mount-point-missing",
  severity: "error",
  title: "A mount inside another one, which has no such place.",
  judge: (context) => {
    const { runtime, makes } = runtimeOf(context);
    return context.certainMountPoints().flatMap((point) => {
      const { mount, outer, link } = point;
      const inKernel = kernelPlaceOf(context, point);
      if (inKernel !== undefined) return mayHave(mount, inKernel) ? [] : [notInKernel(context, mount, inKernel)];
      const mayCreate = outer === undefined || isWritable(context, outer);
      if (link !== undefined || ((makes || hasCreateOption(mount)) && mayCreate) || isThere(context, point)) return [];
      const where = outer === undefined ? "a fresh /dev" : `the mount of ${because(outer.why)}`;
      return [
        {
          location: locationOf(context, mount),
          message: `${mount.destination} lies inside ${where}, which has no such place: ${runtime} will not start the container`,
          help: mayCreate ? createHelp(context, mount) : readOnlyHelp(runtime),
        },
      ];
    });
  },
};

const createHelp = (context: ContainerContext, mount: Mount): Advice | string => {
  if (isUnknownType(context, mount)) return 'add create=file or create=dir to the Options (for devices: type="dev")';
  const word = showsDirectory(context, mount) ? "create=dir" : "create=file";
  return changeOptions(
    mount.parts?.options,
    { add: [word] },
    `add ${word} to the Options${word === "create=dir" ? "" : ' (for devices: type="dev")'}`,
  );
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
});
