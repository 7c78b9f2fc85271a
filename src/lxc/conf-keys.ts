import type { CgroupVersion, Dialect } from "../model/options.ts";

/** How a dialect spells what differs between dialects; keys that never changed stand in the renderer. */
export interface ConfKeys {
  readonly hostname: string;
  readonly haltSignal: string;
  readonly initUid: string;
  readonly initGid: string;
  readonly initGroups: string | undefined;
  /** The part before a network's own keys; `N` is its index. */
  readonly network: string;
  readonly rootfs: string;
  /** The storage driver, without which a `:` in the path would be taken for one. */
  readonly rootfsDriver: string;
  /** No ttys and no console of LXC's own. */
  readonly terminals: readonly (readonly [key: string, value: string])[];
}

const LEGACY: ConfKeys = {
  hostname: "lxc.utsname",
  haltSignal: "lxc.haltsignal",
  initUid: "lxc.init_uid",
  initGid: "lxc.init_gid",
  initGroups: undefined,
  network: "lxc.network",
  rootfs: "lxc.rootfs",
  rootfsDriver: "",
  terminals: [],
};

const MODERN: ConfKeys = {
  hostname: "lxc.uts.name",
  haltSignal: "lxc.signal.halt",
  initUid: "lxc.init.uid",
  initGid: "lxc.init.gid",
  initGroups: undefined,
  network: "lxc.net.N",
  rootfs: "lxc.rootfs.path",
  rootfsDriver: "dir:",
  terminals: [],
};

const CURRENT: ConfKeys = {
  ...MODERN,
  initGroups: "lxc.init.groups",
  terminals: [
    ["lxc.tty.max", "0"],
    ["lxc.console.path", "none"],
  ],
};

/** The keys of each dialect: lxc.container.conf(5) of that release. */
export const CONF_KEYS: Readonly<Record<Dialect, ConfKeys>> = {
  "2.0": LEGACY,
  "3.0": MODERN,
  "4.0": CURRENT,
  "5.0": CURRENT,
  "6.0": CURRENT,
  "7.0": CURRENT,
};

/** What a control file's name follows. */
export const CGROUP_PREFIX: Readonly<Record<CgroupVersion, string>> = { v1: "lxc.cgroup.", v2: "lxc.cgroup2." };
