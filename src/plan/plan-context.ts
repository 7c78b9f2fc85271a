import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import type { Config } from "../model/config.ts";
import type { Container } from "../model/container.ts";
import type { CgroupVersion, Dialect, CommonOptions } from "../model/options.ts";
import type { ProfileInput } from "../model/seccomp-profiles.ts";
import type { Accounts } from "../rootfs/accounts.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import type { LibraryIndex } from "../rootfs/library-index.ts";
import type { DroppedAttributes } from "./dropped-attributes.ts";
import { locationOfWhy, type Why } from "./why.ts";

/** What planning one container may look at, and where it says what it found. */
export interface PlanContext {
  readonly container: Container;
  readonly rootfs: HostRootfs;
  readonly libraries: LibraryIndex;
  readonly accounts: Accounts;
  readonly config: Config;
  readonly options: CommonOptions;
  /** The files of SeccompProfile that are not the host's. */
  readonly profiles: readonly ProfileInput[];
  readonly dialect: Dialect;
  readonly cgroup: CgroupVersion;
  readonly report: (diagnostic: Diagnostic) => void;
  readonly dropped: DroppedAttributes;
}

/** Where the description asked for something; the container as a whole where nothing else is known. */
export const locationOf = ({ container }: Pick<PlanContext, "container">, why: Why): Location => locationOfWhy(why, container.span);

/** Whether a dialect is the given one or a later one. */
export const dialectFrom = (dialect: Dialect, first: Dialect): boolean => Number(dialect) >= Number(first);
