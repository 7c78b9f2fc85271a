/** The flags of mount(2) by the words of mount(8) that set them: include/uapi/linux/mount.h. */
export const MOUNT_FLAGS: ReadonlyMap<string, number> = new Map([
  ["ro", 1],
  ["nosuid", 2],
  ["nodev", 4],
  ["noexec", 8],
  ["sync", 16],
  ["remount", 32],
  ["mand", 64],
  ["dirsync", 128],
  ["noatime", 1024],
  ["nodiratime", 2048],
  ["bind", 4096],
  ["rbind", 16384],
  ["relatime", 2097152],
  ["strictatime", 16777216],
]);
