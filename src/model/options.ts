import type { Verdict } from "../diagnostics/diagnostic.ts";

/** The dialects of lxc.conf, named by the LXC release that first reads them as we write them. */
export const DIALECTS = ["2.0", "3.0", "4.0", "5.0", "6.0", "7.0"] as const;

export type Dialect = (typeof DIALECTS)[number];

export type CgroupVersion = "v1" | "v2";

/** What the command line decides about an overlay, defaults applied. Everything that may change its bytes is here. */
export interface Options {
  /** `-s`: containers are secure, also those whose descriptions are not in the secure group. */
  readonly secure: boolean;
  /** `-e`: no container gets a rootfs of its own. */
  readonly sharedRootfs: boolean;
  /** `-S`: the security rules are errors. */
  readonly sanity: boolean;
  /** `-u`: microseconds. */
  readonly usleep: number;
  /** `-R ro`: SourceRoFs instead of Source. */
  readonly readOnlyHost: boolean;
  readonly dialect: Dialect | "auto";
  readonly cgroup: CgroupVersion | "auto";
  readonly remountHook: boolean;
  readonly withLxccpid: boolean;
  readonly missingLibs: Verdict;
  readonly missingSources: Verdict;
  /** `--target oci`: bundles are for OCI runtimes without Dobby. */
  readonly target: "auto" | "oci";
  /** `--seccomp`: where the profiles of bundles lie that are no files of the host; beside their descriptions, where it is not given. */
  readonly seccompDirectory: string | undefined;
  /** `--split`: one overlay per container. */
  readonly split: boolean;
  /** `--with-units`: the containers whose units are in the overlay. */
  readonly withUnits: "all" | readonly string[] | undefined;
  /** SOURCE_DATE_EPOCH in seconds, where it is set. */
  readonly sourceDateEpoch: number | undefined;
}

/** What holds for all containers alike; what is decided for each of them is in its `Container`. */
export type CommonOptions = Omit<Options, "secure" | "sharedRootfs">;

/** What holds where nothing is given. */
export const DEFAULT_OPTIONS: Options = {
  secure: false,
  sharedRootfs: false,
  sanity: false,
  usleep: 500_000,
  readOnlyHost: false,
  dialect: "auto",
  cgroup: "auto",
  remountHook: true,
  withLxccpid: false,
  missingLibs: "error",
  missingSources: "error",
  target: "auto",
  seccompDirectory: undefined,
  split: false,
  withUnits: undefined,
  sourceDateEpoch: undefined,
};
