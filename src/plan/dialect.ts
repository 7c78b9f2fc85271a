import { cgroupGeneration, lxcGuessed, lxcUnknown } from "./conf-findings.ts";
import { atFile, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { CgroupVersion, Dialect, CommonOptions } from "../model/options.ts";
import { detectLxc } from "./detect-lxc.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { dialectFrom } from "./plan-context.ts";

export interface DialectChoice {
  readonly dialect: Dialect;
  readonly dialectReason: string;
  readonly cgroup: CgroupVersion;
}

/** The dialect of lxc.conf and the cgroup generation: as the options say, else as the host rootfs shows. */
export const chooseDialect = (rootfs: HostRootfs, options: CommonOptions, report: (diagnostic: Diagnostic) => void): DialectChoice => {
  const { dialect, reason } =
    options.dialect === "auto" ? detected(rootfs, report) : { dialect: options.dialect, reason: "asked for with --lxc" };
  const cgroup = options.cgroup === "auto" ? (dialectFrom(dialect, "4.0") ? "v2" : "v1") : options.cgroup;
  if ((dialect === "2.0" && cgroup === "v2") || (dialect === "7.0" && cgroup === "v1")) {
    report(cgroupGeneration(atFile(rootfs.file), dialect, cgroup));
  }
  return { dialect, dialectReason: reason, cgroup };
};

const detected = (rootfs: HostRootfs, report: (diagnostic: Diagnostic) => void): { dialect: Dialect; reason: string } => {
  const found = detectLxc(rootfs);
  if (found.dialect === undefined) {
    report(lxcUnknown(atFile(rootfs.file)));
    return { dialect: "5.0", reason: found.reason };
  }
  if (!found.exact && found.dialect === "5.0") report(lxcGuessed(atFile(rootfs.file), found.dialect, found.reason));
  return { dialect: found.dialect, reason: found.reason };
};
