import { cgroupGeneration, lxcGuessed, lxcUnknown, otherPackages } from "./conf-findings.ts";
import { atFile, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { CgroupVersion, Dialect, CommonOptions } from "../model/options.ts";
import type { PackageList } from "../model/read-packages.ts";
import { detectLxc } from "./detect-lxc.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { rpmDatabaseOf } from "../rootfs/rpm-packages.ts";
import { dialectFrom } from "./plan-context.ts";

export interface DialectChoice {
  readonly dialect: Dialect;
  readonly dialectReason: string;
  readonly cgroup: CgroupVersion;
}

/** What tells of the device's LXC. */
interface Telling {
  readonly rootfs: HostRootfs;
  readonly options: CommonOptions;
  readonly packages?: PackageList | undefined;
}

type Report = (diagnostic: Diagnostic) => void;

/** The dialect of lxc.conf and the cgroup generation: as the options say, else as the host rootfs, or a manifest of its packages, shows. */
export const chooseDialect = (telling: Telling, report: Report): DialectChoice => {
  const { rootfs, options } = telling;
  const { dialect, reason } =
    options.dialect === "auto" ? detected(telling, report) : { dialect: options.dialect, reason: "asked for with --lxc" };
  const cgroup = options.cgroup === "auto" ? (dialectFrom(dialect, "4.0") ? "v2" : "v1") : options.cgroup;
  if ((dialect === "2.0" && cgroup === "v2") || (dialect === "7.0" && cgroup === "v1")) {
    report(cgroupGeneration(atFile(rootfs.file), dialect, cgroup));
  }
  return { dialect, dialectReason: reason, cgroup };
};

/** Where no container is LXC's, nothing tells of the generation but the option. */
export const forBundles = ({ options }: Pick<Telling, "options">): DialectChoice => ({
  dialect: "5.0",
  dialectReason: "no container is LXC's",
  cgroup: options.cgroup === "auto" ? "v2" : options.cgroup,
});

const detected = ({ rootfs, packages }: Telling, report: Report): { dialect: Dialect; reason: string } => {
  const found = detectLxc(rootfs, packages);
  if (packages !== undefined && found.contradicted !== undefined) report(otherPackages(packages.file, found.contradicted, found.reason));
  if (found.dialect === undefined) {
    report(lxcUnknown(atFile(rootfs.file)));
    return { dialect: "5.0", reason: found.reason };
  }
  if (!found.exact && found.dialect === "5.0") report(lxcGuessed(atFile(rootfs.file), found, unreadDatabase(rootfs)));
  return { dialect: found.dialect, reason: found.reason };
};

/** Path of a package database that can't be read. */
const unreadDatabase = (rootfs: HostRootfs): string | undefined => {
  const database = rpmDatabaseOf(rootfs);
  return database?.packages === undefined ? database?.path : undefined;
};
