import { atFile, type Diagnostic, type Location, type Verdict } from "../diagnostics/diagnostic.ts";
import { withChange, writeValue } from "../diagnostics/fix.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const CONF_CODES = {
  error: {
    "cgroup-generation": "The dialect can't be used with the cgroup generation.",
    "cgroup-never-works": "The kernel refuses the control file on every cgroup generation.",
    "device-rules-order": "Device rules that mean something else on cgroup v2.",
    "device-rules-dialect": "Device rules on cgroup v2 in a dialect that can't have them.",
    "setting-not-in-dialect": "A setting that LXC of this dialect has no key for.",
    "gateway-unsupported": "A gateway that LXC of this dialect can't read.",
  },
  warning: {
    "device-rules-lost": "Device rules that a later one takes back.",
    "device-rules-useless": "Devices are allowed, and none is denied.",
    "lxc-unknown": "The host rootfs has no liblxc to read the dialect from.",
    "lxc-guessed": "The dialect is only told by the name of the library file.",
    "cgroup-setting-changed": "A setting that means something else on cgroup v2.",
    "network-setting-ignored": "A Network has a setting that its type has no use for.",
    "other-packages": "A package manifest (--packages) names another release of LXC than the host rootfs has.",
    "network-flags": "Interface flags that LXC takes for up.",
    "classful-address": "An IPv4 address without a prefix length.",
    "autodev-hook-ignored": "A hook that LXC would not run.",
    "groups-not-set": "Supplementary groups that the dialect can't set.",
    "flags-not-applied": "A bind's flags that LXC leaves out, with --no-remount-hook.",
    "rbind-read-only": "rbind with ro and --no-remount-hook: LXC makes nothing read-only that is mounted below.",
  },
  either: {
    "cgroup-setting-lost": "A setting that cgroup v2 does not have.",
  },
} as const;

const { error, warning, either } = findingsOf(CONF_CODES);

export const lxcUnknown = (location: Location): Diagnostic =>
  warning("lxc-unknown", location, "no liblxc in the host rootfs: lxc.conf is written for LXC 5.0", "say what the device runs with --lxc");

interface Guess {
  readonly dialect: string | undefined;
  readonly reason: string;
}

/** `unread` is the path of a package database that would have told. */
export const lxcGuessed = (location: Location, { dialect, reason }: Guess, unread: string | undefined): Diagnostic =>
  warning(
    "lxc-guessed",
    location,
    `lxc.conf is written for LXC ${dialect}, by ${reason}; LXC 4.0 bears that name as well${unread === undefined ? "" : `, and /${unread}, which would tell, can't be read`}`,
    "say what the device runs with --lxc, or give the image's package manifest with --packages",
  );

/** `told` is what the manifest says of LXC, `reason` how the rootfs shows another release. */
export const otherPackages = (file: string, told: string, reason: string): Diagnostic =>
  warning(
    "other-packages",
    atFile(file),
    `the manifest has ${told}, which the host rootfs contradicts: it is not asked for the release of LXC, but ${reason}`,
    "give the manifest of the image that the rootfs is of",
  );

export const cgroupGeneration = (location: Location, dialect: string, cgroup: string): Diagnostic =>
  error("cgroup-generation", location, `LXC ${dialect} has no cgroup ${cgroup}`, dialect === "2.0" ? "use --cgroup v1" : "use --cgroup v2");

export const cgroupNeverWorks = (location: Location, element: string, why: string): Diagnostic =>
  error(
    "cgroup-never-works",
    location,
    `${element} keeps the container from starting: ${why}`,
    withChange(location, "remove it", (at) => ({ kind: "removal", at })),
  );

export const cgroupSettingLost = (severity: Verdict, location: Location, element: string, why: string): Diagnostic =>
  either(
    severity,
    "cgroup-setting-lost",
    location,
    `${element} has no counterpart in cgroup v2: ${why}`,
    "remove it, or build with --cgroup v1",
  );

export const cgroupSettingChanged = (location: Location, element: string, becomes: string): Diagnostic =>
  warning("cgroup-setting-changed", location, `${element} becomes ${becomes}`, "remove it; or allow this, if it is meant");

export const deviceRulesOrder = (location: Location, rule: string, effect: string): Diagnostic =>
  error(
    "device-rules-order",
    location,
    `with cgroup v2 LXC would ${effect} because of ${rule} here`,
    "put <DevicesDeny>a</DevicesDeny> first, and no other rule for all devices",
  );

export const deviceRulesLost = (location: Location, all: RuleText, lost: readonly RuleText[]): Diagnostic =>
  warning(
    "device-rules-lost",
    location,
    `${all.verb} ${all.rule} takes back what stands before it: ${lost.map(({ verb, rule }) => `${verb} ${rule}`).join(", ")}`,
    all.rule.startsWith("a")
      ? "put the rule for all devices first"
      : "remove one of them, or put the denial first and allow what it is not for",
  );

interface RuleText {
  readonly verb: string;
  readonly rule: string;
}

export const deviceRulesUseless = (location: Location): Diagnostic =>
  warning(
    "device-rules-useless",
    location,
    "devices are allowed here, and none is denied: with cgroup v1 every device stays allowed",
    "put <DevicesDeny>a</DevicesDeny> first",
  );

export const deviceRulesDialect = (location: Location): Diagnostic =>
  error("device-rules-dialect", location, "LXC 3.0 has no device rules for cgroup v2", "use --cgroup v1");

export const gatewayUnsupported = (location: Location, gateway: string, dialect: string): Diagnostic =>
  error("gateway-unsupported", location, `LXC ${dialect} does not know ${gateway} as a gateway`, "write its address, or auto");

export const networkSettingIgnored = (location: Location, type: string, element: string): Diagnostic =>
  warning(
    "network-setting-ignored",
    location,
    `a network of type ${type} has no ${element}: it is left out`,
    type === "none" || type === "empty"
      ? 'remove it, or give the Network a type that has it: type="veth"'
      : "remove it, or change the type",
  );

export const passedOverByDobby = (location: Location, type: string, element: string): Diagnostic =>
  warning(
    "network-setting-ignored",
    location,
    `Dobby passes over the ${element} of a network of type ${type}`,
    'remove it, or give the Network the type that has it: type="nat"',
  );

export const networkFlags = (location: Location, flags: string): Diagnostic =>
  warning("network-flags", location, `LXC takes any flags for up, ${flags} as well`, "write up, or leave Flags empty");

export const classfulAddress = (location: Location, address: string, prefix: string): Diagnostic =>
  warning(
    "classful-address",
    location,
    `${address} has no prefix length: /${prefix} of its class is written`,
    writeValue(
      location,
      `${address}/24`,
      `write ${address}/24${prefix === "24" ? "" : ", or the prefix length that the network of its Link has"}`,
      address,
    ),
  );

export const freshDevNotMade = (location: Location, element: string, isShared: boolean): Diagnostic =>
  warning(
    "autodev-hook-ignored",
    location,
    `${element} has no effect ${isShared ? "where the container shares the host's rootfs" : "without AutoDev 1"}`,
    isShared ? "remove it, or give the container a rootfs of its own" : "set AutoDev to 1, or remove it",
  );

export const settingNotInDialect = (location: Location, element: string, dialect: string): Diagnostic =>
  error("setting-not-in-dialect", location, `LXC ${dialect} has no ${element}: it would be lost`, "remove it, or build with another --lxc");

export const groupsNotSet = (location: Location, user: string, groups: readonly string[]): Diagnostic =>
  warning(
    "groups-not-set",
    location,
    `LXC 3.0 can't give ${user} its supplementary groups ${groups.join(", ")}`,
    "build with --lxc 4.0 or later, if the device has it, or make the one that matters the GroupName",
  );

export const flagsNotApplied = (location: Location, source: string, flags: readonly string[]): Diagnostic =>
  warning(
    "flags-not-applied",
    location,
    `LXC does not apply ${flags.join(", ")} to the bind of ${source} without ro`,
    "build without --no-remount-hook",
  );

export const rbindReadOnly = (location: Location, source: string): Diagnostic =>
  warning(
    "rbind-read-only",
    location,
    `only the top of ${source} becomes read-only: mounts below it stay as they are`,
    "build without --no-remount-hook",
  );
