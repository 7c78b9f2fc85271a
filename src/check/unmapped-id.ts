import { type Advice, changeOptions } from "../diagnostics/fix.ts";
import type { Mount } from "../plan/mount.ts";
import { bindsSource } from "../plan/mount-kind.ts";
import type { ContainerContext } from "./container-context.ts";

/** Why a file system refuses an id, and what to write. */
interface Unmapped {
  readonly why: string;
  readonly help: Advice;
}

/**
 * An option with the id of a user or group that the user namespace of a bundle does not map. tmpfs and devpts read it as one of the namespace (mm/shmem.c,
 * shmem_parse_one; fs/devpts/inode.c, parse_mount_options: EINVAL), which has root and the additional groups alone.
 */
export const unmappedIn = ({ plan }: ContainerContext, mount: Mount, option: string): Unmapped | undefined => {
  const { mapped, additionalGids } = plan.bundle ?? { mapped: undefined, additionalGids: [] };
  const [, name, value = ""] = /^(uid|gid)=(.+)$/.exec(option) ?? [];
  if (mapped === undefined || name === undefined || !FILE_SYSTEMS.has(mount.fsType) || bindsSource(mount)) return undefined;
  const id = parseInt(value, /^0x/i.test(value) ? 16 : value.startsWith("0") ? 8 : 10);
  if (id === 0 || (name === "gid" && additionalGids.some(({ gid }) => gid === id))) return undefined;
  const [kind, own] = name === "uid" ? ["user", mapped.uid] : ["group", mapped.gid];
  const why = `, for no ${kind} of the container's user namespace has the number ${id}`;
  const { parts } = mount;
  if (id !== own)
    return {
      why,
      help: changeOptions(parts?.options, { remove: [option] }, `remove it: root, who owns it then, is the container's own ${kind}`),
    };
  return {
    why,
    help: changeOptions(
      parts?.options,
      { remove: [option], add: [`${name}=0`] },
      `write ${name}=0: the container's own ${kind} is 0 inside`,
    ),
  };
};

const FILE_SYSTEMS: ReadonlySet<string> = new Set(["tmpfs", "devpts"]);
