/** What the kernel's own file systems are called: filesystems(5), Documentation/filesystems, and what the drivers register. */
const IN_KERNEL =
  "9p adfs affs afs autofs bcachefs bfs binder binfmt_misc bpf btrfs ceph cgroup cgroup2 cifs coda configfs cpuset cramfs debugfs devpts " +
  "devtmpfs ecryptfs efivarfs efs erofs exfat ext2 ext3 ext4 f2fs functionfs fuse fuseblk fusectl gadgetfs gfs2 hfs hfsplus hostfs hpfs " +
  "hugetlbfs iso9660 jffs2 jfs minix mqueue msdos nfs nfs4 nfsd nilfs2 ntfs ntfs3 ocfs2 omfs overlay proc pstore pvfs2 qnx4 qnx6 ramfs " +
  "reiserfs resctrl romfs rpc_pipefs securityfs selinuxfs smackfs smb3 squashfs sysfs sysv tmpfs tracefs ubifs udf ufs vboxsf vfat " +
  "virtiofs xenfs xfs zonefs";

/** Of drivers that devices have beside the kernel's. */
const BESIDE = "aufs unionfs yaffs yaffs2 logfs zfs sdcardfs esdfs sdfat tfat texfat tntfs thfsplus ufsd";

/** Names of file systems; which of them a device's kernel has is not told by its rootfs. */
export const FILE_SYSTEMS: ReadonlySet<string> = new Set(`${IN_KERNEL} ${BESIDE}`.split(" "));

/** Those that need no source: their names are written as one. */
export const PSEUDO_FILE_SYSTEMS: ReadonlySet<string> = new Set(
  "proc sysfs tmpfs ramfs devpts devtmpfs mqueue cgroup cgroup2 debugfs tracefs securityfs configfs bpf pstore".split(" "),
);

/** Those that are mounted from a block device (FS_REQUIRES_DEV): anything else is ENOTBLK. erofs also takes files, from Linux 6.12 on. */
export const ON_BLOCK_DEVICE: ReadonlySet<string> = new Set(
  "btrfs exfat ext2 ext3 ext4 f2fs hfs hfsplus iso9660 jfs minix msdos nilfs2 ntfs ntfs3 reiserfs squashfs udf vfat xfs".split(" "),
);

/**
 * Those that nobody but root of the whole device mounts: without FS_USERNS_MOUNT in fs_flags (fs/super.c, mount_capable: EPERM in a user namespace). devtmpfs,
 * securityfs and debugfs were tried with crun 1.8.1 on Linux 6.18.
 */
export const NOT_IN_USER_NAMESPACE: ReadonlySet<string> = new Set([
  ...ON_BLOCK_DEVICE,
  ..."cifs configfs debugfs devtmpfs efivarfs functionfs hugetlbfs jffs2 nfs nfs4 pstore securityfs selinuxfs smackfs smb3 tracefs ubifs".split(
    " ",
  ),
]);

/**
 * What is written for a file system that is called otherwise; Linux 2.4 was the last to know shm, and devfs went with 2.6.13. Distributions had
 * overlayfs before Linux 3.18 had overlay.
 */
export const MEANT_FILE_SYSTEMS: ReadonlyMap<string, string> = new Map([
  ["procfs", "proc"],
  ["sys", "sysfs"],
  ["shm", "tmpfs"],
  ["tmp", "tmpfs"],
  ["devfs", "devtmpfs"],
  ["overlayfs", "overlay"],
  ["fat", "vfat"],
  ["cgroup1", "cgroup"],
  ["cgroupfs", "cgroup"],
]);

/** How mount(8) looks for a device, and where udev has links to it. */
export const DEVICE_TAGS: ReadonlyMap<string, string> = new Map([
  ["UUID", "/dev/disk/by-uuid"],
  ["LABEL", "/dev/disk/by-label"],
  ["PARTUUID", "/dev/disk/by-partuuid"],
  ["PARTLABEL", "/dev/disk/by-partlabel"],
]);
