import type { Span } from "../diagnostics/diagnostic.ts";
import type { CgroupVersion, Dialect } from "../model/options.ts";
import type { Group, User } from "../rootfs/accounts.ts";
import type { BundlePlan } from "./bundle-plan.ts";
import type { ConfPlan } from "./conf-plan.ts";
import type { TargetId } from "./container-paths.ts";
import type { PreloadPlan, VariablePlan } from "./environment.ts";
import type { LauncherPlan } from "./launcher-plan.ts";
import type { Mount } from "./mount.ts";
import type { Move } from "./moves.ts";
import type { Owner } from "./owner.ts";
import type { PlannedEntry, PlannedNode } from "./planned-node.ts";
import type { Why } from "./why.ts";

/** Everything that was decided, before any text or byte is made of it. */
export interface Plan {
  readonly dialect: Dialect;
  /** How the dialect was chosen, in words. */
  readonly dialectReason: string;
  readonly cgroup: CgroupVersion;
  /** In byte order of their names. */
  readonly containers: readonly ContainerPlan[];
  /** What the overlay holds for no container in particular: /usr/bin/lxccpid, where it was asked for. */
  readonly extras: readonly PlannedEntry[];
  /** mtime of what is generated, in seconds since 1970. */
  readonly generatedTime: number;
}

export interface ContainerPlan {
  readonly name: string;
  /** The CONTAINER element of the base description. */
  readonly span: Span;
  readonly files: readonly string[];
  readonly target: TargetId;
  /** Whether its processes drop root. */
  readonly secure: boolean;
  /** Absent where the container shares the host's rootfs. */
  readonly rootfs: OwnRootfs | undefined;
  /** In the order in which they are made; none where the host's rootfs is shared. */
  readonly mounts: readonly Mount[];
  readonly conf: ConfPlan;
  /** Of a bundle; absent for an LXC container. */
  readonly bundle: BundlePlan | undefined;
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
  /** What leaves the host, in document order. */
  readonly moves: readonly Move[];
  /** What the overlay holds in the host's places because of this container: carried files, whiteouts, the directories above them. */
  readonly hostEntries: readonly PlannedEntry[];
}

/** A container's root directory. */
export interface OwnRootfs {
  readonly owner: Owner;
  /** The mode of the root directory itself, and of the directories that only lead to something. */
  readonly directoryMode: number;
  /** What stands below it, by place: relative to the root directory, without a slash at either end. Parents come before what they hold. */
  readonly tree: ReadonlyMap<string, PlannedNode>;
}

/** The container's block in the host's /etc/containerLog.properties. */
export interface LogPlan {
  readonly name: string;
  readonly logs: readonly string[];
  readonly userName: string | undefined;
  /** Real path of the host's file, if it has one. */
  readonly hostPath: string | undefined;
  readonly why: Why;
}
