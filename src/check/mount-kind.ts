import type { MountPlan } from "../plan/conf-plan.ts";
import { isBind } from "../plan/mounts.ts";

/** Whether an entry shows what its source holds: with the bind flag the file system's type does not matter (mount(2)). */
export const bindsSource = (mount: MountPlan): boolean =>
  isBind(mount) || mount.options.some((option) => option === "bind" || option === "rbind");

/** Whether a flag is set, by whole words; its opposite after it takes it back, as in mount(8). */
export const hasFlag = (mount: MountPlan, flag: Flag): boolean =>
  mount.options.lastIndexOf(flag) > mount.options.lastIndexOf(OPPOSITES[flag]);

export type Flag = "ro" | "nosuid" | "nodev" | "noexec";

const OPPOSITES: Readonly<Record<Flag, string>> = { ro: "rw", nosuid: "suid", nodev: "dev", noexec: "exec" };
