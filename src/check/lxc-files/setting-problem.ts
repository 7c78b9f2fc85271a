import type { CgroupVersion, Dialect } from "../../model/options.ts";

/** What tells whether LXC can do what a setting says. */
export interface StartReader {
  readonly dialect: Dialect;
  readonly cgroup: CgroupVersion;
  /** Whether the device lacks a file of the host, absolute. */
  readonly isMissing: (path: string) => boolean;
}

/** What a setting of an included file can't be, and what to write. */
export interface SettingProblem {
  readonly message: string;
  readonly help?: string | undefined;
}
