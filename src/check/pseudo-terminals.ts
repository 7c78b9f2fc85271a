import { normalizePath } from "../linux/path-spelling.ts";
import { bindsSource, isFromContainer } from "../plan/mount-kind.ts";
import type { Mount } from "../plan/mount.ts";
import type { ContainerContext } from "./container-context.ts";
import { entryMounts } from "./mount-options.ts";

/** The devpts that an entry mounts on dev/pts of a fresh /dev, in a container of which nothing else is known to bring pseudo terminals. */
export const devptsOf = (context: ContainerContext): Mount | undefined => {
  const { autoDev, settings } = context.plan.conf;
  // LXC makes a devpts and /dev/ptmx by itself only for lxc.pty.max, which an included file may set: src/lxc/conf.c, lxc_setup_devpts_child.
  const mayBeMade = !autoDev || settings.some(({ row }) => row.element === "LxcInclude" || row.onHost === "program");
  const isCovered = context.plan.mounts.some(({ place }) => place === "dev");
  if (mayBeMade || isCovered) return undefined;
  return entryMounts(context).find((mount) => mount.fsType === "devpts" && mount.place === "dev/pts" && !bindsSource(mount));
};

/** The mount that brings /dev/ptmx. */
export const ptmxOf = ({ plan }: ContainerContext): Mount | undefined => plan.mounts.find(({ place }) => place === "dev/ptmx");

/** Whether it is that of the container's own devpts. */
export const isOwnPtmx = ({ dialect }: ContainerContext, mount: Mount): boolean =>
  isFromContainer(dialect, mount) && normalizePath(mount.source) === "dev/pts/ptmx";
