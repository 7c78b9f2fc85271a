import type { Span } from "../diagnostics/diagnostic.ts";
import type { CgroupVersion, Dialect } from "../model/options.ts";
import type { Group, User } from "../rootfs/accounts.ts";
import type { ConfPlan } from "./conf-plan.ts";
import type { PreloadPlan, VariablePlan } from "./environment.ts";
import type { LauncherPlan } from "./launcher-plan.ts";
import type { Mount } from "./mount.ts";
import type { Why } from "./why.ts";

/** Everything that was decided, before any text or byte is made of it. JSON-printable. */
export interface Plan {
  readonly dialect: Dialect;
  /** How the dialect was chosen, in words. */
  readonly dialectReason: string;
  readonly cgroup: CgroupVersion;
  /** In byte order of their names. */
  readonly containers: readonly ContainerPlan[];
  /** Paths beside the containers' own: /usr/bin/lxccpid, where it was asked for. */
  readonly extras: readonly PlanEntry[];
}

export interface ContainerPlan {
  readonly name: string;
  /** The CONTAINER element of the base description. */
  readonly span: Span;
  readonly files: readonly string[];
  /** In the order in which they are made; none where the host's rootfs is shared. */
  readonly mounts: readonly Mount[];
  readonly conf: ConfPlan;
  /** In order, a PATH added where none is set, the libraries of LD_PRELOAD in one variable at the end. */
  readonly environment: readonly VariablePlan[];
  /** What LD_PRELOAD names, each once. */
  readonly preloads: readonly PreloadPlan[];
  /** Where the host's libraries are looked for: config.ini's directories, then the container's own LibsScanDir; absolute. */
  readonly libraryDirectories: readonly string[];
  readonly launcher: LauncherPlan | undefined;
  /** The container's subsets of the host's users and groups; absent where no user is selected or the rootfs is shared. */
  readonly users: readonly User[] | undefined;
  readonly groups: readonly Group[] | undefined;
  readonly log: LogPlan | undefined;
  /** Host paths moved away, absolute, in byte order. */
  readonly removed: readonly string[];
  /** Everything of this container that the overlay holds, whiteouts and passed-through host directories included; one entry a path. */
  readonly entries: readonly PlanEntry[];
}

/** One entry of the overlay to be. */
export interface PlanEntry {
  /** Relative to the device's root, no trailing slash. */
  readonly path: string;
  readonly type: "directory" | "file" | "symlink" | "hardlink";
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  /** Text of a symlink; path of a hard link's target. */
  readonly target: string;
  /** Values in base64. */
  readonly xattrs: Readonly<Record<string, string>>;
  readonly content: PlannedContent;
  readonly why: Why;
}

/** Where a file's content comes from; rendering makes bytes of it. */
export type PlannedContent =
  | { readonly kind: "none" }
  /** The host's file of this real path. */
  | { readonly kind: "host"; readonly path: string }
  | { readonly kind: "generated"; readonly what: GeneratedFile };

export const NO_CONTENT: PlannedContent = { kind: "none" };

export type GeneratedFile = "lxc.conf" | "launcher" | "remount" | "removed" | "passwd" | "group" | "container-log" | "lxccpid";

/** The container's block in the host's /etc/containerLog.properties. */
export interface LogPlan {
  readonly name: string;
  readonly logs: readonly string[];
  readonly userName: string | undefined;
  /** Real path of the host's file, if it has one. */
  readonly hostPath: string | undefined;
  readonly why: Why;
}
