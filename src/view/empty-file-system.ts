import type { Mount } from "../plan/mount.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { impliedDirectory } from "../rootfs/implied-directory.ts";

/** The root of a file system that begins empty, as far as files to execute or load go; `undefined` for one that shows what is somewhere. */
export const emptyFileSystem = ({ fsType, options, place }: Mount): HostNode | undefined => {
  const mode = MODES.get(fsType);
  if (mode === undefined) return undefined;
  const given = TAKES_OWNER.has(fsType) ? options : [];
  return {
    ...impliedDirectory(place),
    mode: numberOf(given, "mode", 8) ?? mode,
    uid: numberOf(given, "uid", 10) ?? 0,
    gid: numberOf(given, "gid", 10) ?? 0,
  };
};

/** With the modes that the kernel gives their roots: filesystems(5), tmpfs(5), fs/proc/root.c, fs/kernfs, fs/devpts/inode.c. */
const MODES: ReadonlyMap<string, number> = new Map([
  ["tmpfs", 0o1777],
  ["ramfs", 0o755],
  ["proc", 0o555],
  ["sysfs", 0o555],
  ["devpts", 0o755],
  ["devtmpfs", 0o755],
  ["cgroup", 0o555],
  ["cgroup2", 0o555],
  ["mqueue", 0o1777],
  ["debugfs", 0o700],
  ["tracefs", 0o700],
  ["securityfs", 0o755],
  ["configfs", 0o755],
]);

/** tmpfs(5): mode, uid and gid say whose its root is. */
const TAKES_OWNER = new Set(["tmpfs"]);

/** The value of the last option of a name, where it is a number. */
const numberOf = (options: readonly string[], name: string, radix: number): number | undefined => {
  const value = options
    .filter((option) => option.startsWith(`${name}=`))
    .at(-1)
    ?.slice(name.length + 1);
  return value !== undefined && /^[0-9]+$/.test(value) ? Number.parseInt(value, radix) : undefined;
};
