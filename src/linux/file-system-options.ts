/** What the value of an option has to be. */
export interface OptionForm {
  readonly fits: (value: string) => boolean;
  /** Completes "its value is …". */
  readonly form: string;
}

/** The options that a file system reads itself. */
export interface FileSystemOptions {
  /** Those without a value. */
  readonly words: readonly string[];
  readonly values: Readonly<Record<string, OptionForm>>;
  /** Whether every kernel refuses to mount it with an option that it does not know (mount(2), EINVAL); some pass over it. */
  readonly refusesUnknown: boolean;
}

const pattern = (regExp: RegExp, form: string): OptionForm => ({ fits: (value) => regExp.test(value), form });
const oneOf = (...choices: readonly string[]): OptionForm => ({
  fits: (value) => choices.includes(value),
  form: `one of ${choices.join(", ")}`,
});

/** lib/cmdline.c, memparse. */
const SIZE = pattern(/^(?:0x[\da-f]+|0[0-7]*|[1-9]\d*)[kmgtpe]?$/i, "a number, with one of the letters k, m, g behind it for more");

/** mm/shmem.c, shmem_parse_one: of the memory where it ends in %. */
const SIZE_OR_SHARE: OptionForm = {
  fits: (value) => SIZE.fits(value.replace(/%$/, "")),
  form: "a number, with one of the letters k, m, g behind it for more, or % for a share of the memory",
};

const MODE = pattern(/^[0-7]+$/, "an octal number like 0755");
const ID = pattern(/^(?:0x[\da-f]+|0[0-7]*|[1-9]\d*)$/i, "a number: the kernel knows no names");
const INTEGER = pattern(/^-?\d+$/, "a number");
const ANY = pattern(/^[^]*$/, "anything");

/** mm/shmem.c, shmem_fs_parameters; tmpfs(5). */
const TMPFS: FileSystemOptions = {
  words: ["inode32", "inode64", "noswap", "quota", "usrquota", "grpquota", "casefold", "strict_encoding"],
  values: {
    size: SIZE_OR_SHARE,
    nr_blocks: SIZE,
    nr_inodes: SIZE,
    mode: MODE,
    uid: ID,
    gid: ID,
    huge: oneOf("never", "always", "within_size", "advise", "deny", "force"),
    mpol: pattern(/^(?:default|prefer|bind|interleave|weighted|local)/, "a policy: default, prefer, bind, interleave or local"),
    usrquota_block_hardlimit: SIZE,
    usrquota_inode_hardlimit: SIZE,
    grpquota_block_hardlimit: SIZE,
    grpquota_inode_hardlimit: SIZE,
    casefold: ANY,
  },
  refusesUnknown: true,
};

/** fs/proc/root.c, proc_fs_parameters; proc(5). */
const PROC: FileSystemOptions = {
  words: [],
  values: {
    hidepid: oneOf("0", "1", "2", "4", "off", "noaccess", "invisible", "ptraceable"),
    gid: ID,
    subset: oneOf("pid"),
    pidns: ANY,
  },
  refusesUnknown: true,
};

/** fs/devpts/inode.c; Documentation/filesystems/devpts.rst. */
const DEVPTS: FileSystemOptions = {
  words: ["newinstance"],
  values: { uid: ID, gid: ID, mode: MODE, ptmxmode: MODE, max: INTEGER },
  refusesUnknown: true,
};

const ON_OFF = oneOf("on", "off");
const DIRECTORIES = pattern(/./, "a directory, or several with : between them");

/** fs/overlayfs/params.c; Documentation/filesystems/overlayfs.rst. override_creds has a value in Android's kernels. */
const OVERLAY: FileSystemOptions = {
  words: ["default_permissions", "userxattr", "volatile", "override_creds", "nooverride_creds"],
  values: {
    lowerdir: DIRECTORIES,
    "lowerdir+": DIRECTORIES,
    "datadir+": DIRECTORIES,
    upperdir: DIRECTORIES,
    workdir: DIRECTORIES,
    redirect_dir: oneOf("off", "follow", "nofollow", "on"),
    index: ON_OFF,
    uuid: oneOf("off", "null", "auto", "on"),
    nfs_export: ON_OFF,
    xino: oneOf("off", "auto", "on"),
    metacopy: ON_OFF,
    verity: oneOf("off", "on", "require"),
    fsync: ANY,
    override_creds: ANY,
  },
  refusesUnknown: true,
};

const NONE: FileSystemOptions = { words: [], values: {}, refusesUnknown: false };

/**
 * The options of the kernel's own file systems. ramfs passes over what it does not know (fs/ramfs/inode.c); sysfs and mqueue have none,
 * and refuse one only since Linux 5.1 (fs/fs_context.c, vfs_parse_fs_param).
 */
export const FILE_SYSTEM_OPTIONS: ReadonlyMap<string, FileSystemOptions> = new Map([
  ["tmpfs", TMPFS],
  ["proc", PROC],
  ["devpts", DEVPTS],
  ["overlay", OVERLAY],
  ["ramfs", { ...NONE, values: { mode: MODE } }],
  ["sysfs", NONE],
  ["mqueue", NONE],
]);

const OF_FAT = ["uid", "gid", "umask", "dmask", "fmask", "iocharset", "codepage", "shortname"];
const OF_EXT4 = ["data", "commit", "barrier", "stripe", "journal_dev", "jqfmt", "init_itable", "resuid", "resgid"];

/**
 * Options with a value of other file systems that one of a disk refuses (EINVAL), by its own table: ext4_param_specs, xfs_fs_parameters,
 * btrfs_fs_parameters, f2fs_tokens, ubifs' tokens, vfat's and msdos' parameters.
 */
export const FOREIGN_OPTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ...["ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "ubifs"].map((fsType) => [fsType, OF_FAT] as const),
  ...["vfat", "msdos"].map((fsType) => [fsType, OF_EXT4] as const),
]);
