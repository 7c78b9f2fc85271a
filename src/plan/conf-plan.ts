import type { NetworkRow, NetworkType } from "../model/network-table.ts";
import type { SettingRow } from "../model/setting-table.ts";
import type { Why } from "./why.ts";

/** lxc.conf, decided but not yet spelled in a dialect: what each section says, in the order it is written. */
export interface ConfPlan {
  readonly hostname: string;
  /** Control files of the plan's cgroup generation: `memory.max` or `memory.limit_in_bytes`. */
  readonly cgroup: readonly CgroupLine[];
  readonly devices: readonly DeviceRulePlan[];
  readonly capDrop: readonly string[];
  /** `none` alone: no capability at all. */
  readonly capKeep: readonly string[];
  /** Where each of capDrop and capKeep is asked for. */
  readonly capWhys: ReadonlyMap<string, Why>;
  /** In secure mode with a user; `groups` are the supplementary ones, empty where the dialect has no key for them. */
  readonly init: InitPlan | undefined;
  /** What is written as given, each with a key in the dialect. */
  readonly settings: readonly { readonly row: SettingRow; readonly value: string; readonly why: Why }[];
  readonly networks: readonly NetworkPlan[];
  readonly autoDev: boolean;
  readonly autoDevWhy: Why;
  /** `/container/NAME/rootfs`; absent for a shared rootfs. */
  readonly rootfsPath: string | undefined;
  /** Where a rootfs of the container's own is asked for. */
  readonly rootfsWhy: Why | undefined;
  /** Path of the mount hook's script and the binds it remounts; absent where nothing needs it. */
  readonly remount: { readonly script: string; readonly binds: readonly RemountBind[] } | undefined;
  /** `lxc.signal.halt`, where a StopFunction exists and the dialect has the key. */
  readonly haltSignal: "SIGTERM" | undefined;
  readonly haltSignalWhy: Why | undefined;
}

/** Who the main process is. */
export interface InitPlan {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly why: Why;
  /** Where its group is asked for. */
  readonly gidWhy: Why;
}

/** A control file and the value to write. */
export interface CgroupLine {
  readonly file: string;
  readonly value: string;
  /** Where it is asked for. */
  readonly why: Why;
}

/** A device rule as it is written, with the comment before it. */
export interface DeviceRulePlan {
  readonly verb: "allow" | "deny";
  readonly rule: string;
  readonly comment: string | undefined;
  /** Where it is asked for. */
  readonly why: Why;
}

/** A bind whose flags LXC itself would not apply, or not to all that it shows. */
export interface RemountBind {
  /** Relative to the container's root, as in lxc.conf, unescaped. */
  readonly destination: string;
  /** `ro`, `nosuid`, `nodev`, `noexec` as asked for, in the entry's order. */
  readonly options: readonly string[];
  readonly optional: boolean;
  /** Of an rbind: what is mounted below gets the options as well, but for the places that other entries mount. */
  readonly below: { readonly except: readonly string[] } | undefined;
  /** Where the bind is asked for. */
  readonly why: Why;
}

export interface NetworkPlan {
  readonly type: NetworkType;
  /** In the order they are written, each with a key in the dialect. */
  readonly settings: readonly { readonly row: NetworkRow; readonly value: string; readonly why: Why }[];
  readonly why: Why;
}
