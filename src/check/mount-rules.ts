import {
  accountsCovered,
  tmpfsWithoutSize,
  unsafeBind,
  unsafeDeviceBind,
  unsafeExecutableBind,
  unsafeProc,
  unsafeWritableBind,
} from "./findings.ts";
import type { Diagnostic, Severity } from "../diagnostics/diagnostic.ts";
import { isListed, isUnder } from "../rootfs/paths.ts";
import type { Mount } from "../plan/mount.ts";
import { bindsSource, type Flag, hasFlag } from "../plan/mount-kind.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { type CheckScope, placeOf } from "./scope.ts";

/** The security rules for the entries of MountPoints; what is generated keeps them by construction. */
export const checkMountRules = (scope: CheckScope): readonly Diagnostic[] =>
  scope.plan.mounts
    .filter(({ kind }) => kind === "entry")
    .flatMap((mount) => [...checkOptions(scope, mount), ...checkAccounts(scope, mount)]);

const checkOptions = (scope: CheckScope, mount: Mount): readonly Diagnostic[] => {
  if (bindsSource(mount)) return checkBind(scope, mount);
  if (mount.fsType === "tmpfs") return checkTmpfs(scope, mount);
  return mount.fsType === "proc" ? checkProc(scope, mount) : [];
};

const checkBind = (scope: CheckScope, mount: Mount): readonly Diagnostic[] => {
  const { flags, finding } = ruleFor(scope, mount);
  const mayBeSuid = carriesCapabilities(scope, mount);
  const missing = flags.filter((flag) => !hasFlag(mount, flag) && !(flag === "nosuid" && mayBeSuid));
  return missing.length === 0 ? [] : [finding(severityOf(scope), placeOf(scope, mount), { ...mount, missing })];
};

interface Rule {
  readonly flags: readonly Flag[];
  readonly finding: typeof unsafeBind;
}

/** Which flags a bind needs; a source may be both [WRITABLE] and [EXECUTABLE]. */
const ruleFor = ({ config }: CheckScope, mount: Mount): Rule => {
  if (isUnder(mount.source, "/dev")) return { flags: ["nosuid"], finding: unsafeDeviceBind };
  const isWritable = isListed(mount.source, config.writable);
  const isExecutable = isListed(mount.source, config.executable);
  const flags: Flag[] = ["nosuid", "nodev"];
  if (isExecutable || !isWritable) flags.unshift("ro");
  if (isWritable || !isExecutable) flags.push("noexec");
  return {
    flags: mount.isDevice ? flags.filter((flag) => flag !== "nodev") : flags,
    finding: isExecutable ? unsafeExecutableBind : isWritable ? unsafeWritableBind : unsafeBind,
  };
};

const carriesCapabilities = ({ host }: CheckScope, mount: Mount): boolean => {
  const node = mount.host === undefined ? undefined : host.nodes.get(mount.host);
  return node !== undefined && capabilitiesOf(node) !== undefined;
};

const checkTmpfs = (scope: CheckScope, mount: Mount): readonly Diagnostic[] => {
  const hasSize = mount.options.some((option) => /^size=./.test(option));
  return hasSize ? [] : [tmpfsWithoutSize(severityOf(scope), placeOf(scope, mount), mount.destination)];
};

const checkProc = (scope: CheckScope, mount: Mount): readonly Diagnostic[] => {
  const flags = (["noexec", "nosuid", "nodev"] as const).filter((flag) => !hasFlag(mount, flag));
  const hidesProcesses = mount.options.includes("hidepid=2") || mount.options.includes("hidepid=invisible");
  const missing = [...flags, ...(hidesProcesses ? [] : ["hidepid=2"])];
  return missing.length === 0 ? [] : [unsafeProc(severityOf(scope), placeOf(scope, mount), { ...mount, missing })];
};

/** A mount over the generated passwd or group shows the container what the subset was to hide. */
const checkAccounts = (scope: CheckScope, mount: Mount): readonly Diagnostic[] => {
  if (scope.plan.users === undefined || !bindsSource(mount)) return [];
  const covered = ["etc/passwd", "etc/group"].filter((path) => isUnder(path, mount.place));
  return covered.length === 0 ? [] : [accountsCovered(severityOf(scope), placeOf(scope, mount), mount.destination, covered)];
};

const severityOf = ({ options }: CheckScope): Severity => (options.sanity ? "error" : "warning");
