/** A word that LXC itself reads, and what it does. */
export interface MountWord {
  readonly word: string;
  /** The flag that it sets, or takes back. */
  readonly flag: string;
  readonly clears: boolean;
}

const sets = (...words: readonly string[]): readonly MountWord[] => words.map((word) => ({ word, flag: word, clears: false }));
const clears = (word: string, flag: string): MountWord => ({ word, flag, clears: true });

/** In the order of LXC's tables mount_opt and propagation_opt: src/lxc/conf.c of LXC 5.0.2. */
export const MOUNT_WORDS: readonly MountWord[] = [
  clears("atime", "noatime"),
  clears("dev", "nodev"),
  clears("diratime", "nodiratime"),
  clears("exec", "noexec"),
  ...sets("noatime", "nodev", "nodiratime", "noexec"),
  clears("norelatime", "relatime"),
  clears("nostrictatime", "strictatime"),
  ...sets("nosuid", "relatime", "ro"),
  clears("rw", "ro"),
  ...sets("strictatime"),
  clears("suid", "nosuid"),
  ...sets("bind", "defaults", "rbind", "sync"),
  clears("async", "sync"),
  ...sets("dirsync", "lazytime", "mand"),
  clears("nomand", "mand"),
  ...sets("remount", "private", "shared", "slave", "unbindable", "rprivate", "rshared", "rslave", "runbindable"),
];

/** What LXC does itself before it mounts: lxc.container.conf(5), lxc.mount.entry. */
export const LXC_WORDS: readonly string[] = ["create=dir", "create=file", "optional", "relative"];

/** Words of mount(8) and fstab(5) without an effect on what is mounted: habit, where LXC passes over them. */
export const HABITUAL_WORDS: ReadonlySet<string> = new Set(
  "auto user nouser users owner group _netdev silent loud iversion noiversion nolazytime symfollow".split(" "),
);

/** Words of mount(8) that something is expected of, and what there is instead, or nothing. */
export const UNSUPPORTED_WORDS: ReadonlyMap<string, string> = new Map([
  ["nofail", "optional"],
  ["noauto", ""],
  ["nosymfollow", ""],
  ["loop", ""],
]);

/** Of fstab(5) and of LXC: an OCI runtime would hand them to the file system, which refuses them. */
const NOT_FOR_RUNTIMES: ReadonlySet<string> = new Set(
  "optional defaults auto noauto user nouser users owner group _netdev nofail".split(" "),
);

/** Whether a bundle's config.json has a word. */
export const isForRuntime = (word: string): boolean => !NOT_FOR_RUNTIMES.has(word) && !word.startsWith("create=");

/** What crun 1.8.1 and runc 1.1 know beside (config.md, "Linux mount options"); newer ones have more. */
export const RUNTIME_WORDS: ReadonlySet<string> = new Set(
  "iversion noiversion silent loud tmpcopyup nosymfollow symfollow nolazytime".split(" "),
);

/** What is written for a word of LXC, and no word of mount(8). */
export const MEANT_WORDS: ReadonlyMap<string, string> = new Map([
  ["readonly", "ro"],
  ["read-only", "ro"],
  ["readwrite", "rw"],
  ["read-write", "rw"],
  ["nosetuid", "nosuid"],
]);

/** The word as LXC reads it: the first of its table with which what is written begins. */
export const readAs = (written: string): string | undefined => MOUNT_WORDS.find(({ word }) => written.startsWith(word))?.word;
