import type { Dialect } from "../model/options.ts";
import type { Mount } from "./mount.ts";
import { dialectFrom } from "./plan-context.ts";

/** Whether the source is a path that is looked up in the host rootfs; what other file systems call their source (`tmpfs`) is not. */
export const hasHostSource = ({ fsType }: Pick<Mount, "fsType">): boolean => fsType === "none" || fsType === "bind";

/** Whether LXC takes a source from the container's root: the option `relative`, from LXC 3.0 on (lxc.container.conf(5), lxc.mount.entry). */
export const isFromContainer = (dialect: Dialect, mount: Pick<Mount, "fsType" | "options">): boolean =>
  hasHostSource(mount) && mount.options.includes("relative") && dialectFrom(dialect, "3.0");

/** Whether an entry shows what its source holds: with the bind flag the file system's type does not matter (mount(2)). */
export const bindsSource = (mount: Pick<Mount, "fsType" | "options">): boolean => hasHostSource(mount) || hasBindOption(mount);

export const hasBindOption = ({ options }: Pick<Mount, "options">): boolean => options.includes("bind") || options.includes("rbind");

/** Whether LXC itself makes the mount point: lxc.container.conf(5), lxc.mount.entry. */
export const hasCreateOption = ({ options }: Pick<Mount, "options">): boolean =>
  options.includes("create=dir") || options.includes("create=file");

/** Whether a flag is set, by whole words; its opposite after it takes it back, as in mount(8). */
export const hasFlag = ({ options }: Pick<Mount, "options">, flag: Flag): boolean =>
  options.lastIndexOf(flag) > options.lastIndexOf(OPPOSITES[flag]);

export type Flag = "ro" | "nosuid" | "nodev" | "noexec";

const OPPOSITES: Readonly<Record<Flag, string>> = { ro: "rw", nosuid: "suid", nodev: "dev", noexec: "exec" };
