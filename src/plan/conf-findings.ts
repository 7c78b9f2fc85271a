import type { Diagnostic, Place, Severity } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const CONF_CODES = {
  error: {
    "cgroup-generation": "The dialect can't be used with the cgroup generation.",
    "cgroup-never-works": "The kernel refuses the control file on every cgroup generation.",
    "memsw-without-limit": "A swap limit without a memory limit below it.",
    "device-rules-order": "Device rules that mean something else on cgroup v2.",
    "device-rules-dialect": "Device rules on cgroup v2 in a dialect that can't have them.",
    "setting-not-in-dialect": "A setting that LXC of this dialect has no key for.",
    "gateway-unsupported": "A gateway that LXC of this dialect can't read.",
  },
  warning: {
    "lxc-unknown": "The host rootfs has no liblxc to read the dialect from.",
    "lxc-guessed": "The dialect is only told by the name of the library file.",
    "cgroup-setting-changed": "A setting that means something else on cgroup v2.",
    "share-clamped": "CPU shares that no weight stands for.",
    "network-setting-ignored": "A Network has a setting that its type has no use for.",
    "network-flags": "Interface flags that LXC takes for up.",
    "classful-address": "An IPv4 address without a prefix length.",
    "missing-host-file": "A file that LXC opens is not on the host.",
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

export const lxcUnknown = (place: Place): Diagnostic =>
  warning("lxc-unknown", place, "no liblxc in the host rootfs: lxc.conf is written for LXC 5.0", "say what the device runs with --lxc");

export const lxcGuessed = (place: Place, dialect: string, reason: string): Diagnostic =>
  warning(
    "lxc-guessed",
    place,
    `lxc.conf is written for LXC ${dialect}, by ${reason}; LXC 4.0 bears that name as well`,
    "say what the device runs with --lxc",
  );

export const cgroupGeneration = (place: Place, dialect: string, cgroup: string): Diagnostic =>
  error("cgroup-generation", place, `LXC ${dialect} has no cgroup ${cgroup}`, dialect === "2.0" ? "use --cgroup v1" : "use --cgroup v2");

export const cgroupNeverWorks = (place: Place, element: string, why: string): Diagnostic =>
  error("cgroup-never-works", place, `${element} keeps the container from starting: ${why}`, "remove it");

export const cgroupSettingLost = (severity: Severity, place: Place, element: string, why: string): Diagnostic =>
  either(
    severity,
    "cgroup-setting-lost",
    place,
    `${element} has no counterpart in cgroup v2: ${why}`,
    "remove it, or build with --cgroup v1",
  );

export const cgroupSettingChanged = (place: Place, element: string, becomes: string): Diagnostic =>
  warning("cgroup-setting-changed", place, `${element} becomes ${becomes}`);

export const memswWithoutLimit = (place: Place, value: string, limit: string | undefined): Diagnostic =>
  error(
    "memsw-without-limit",
    place,
    `MemoryMemSwapLimit ${value} counts swap as well: it needs a MemoryLimit not above it${limit === undefined ? "" : `, not ${limit}`}`,
  );

export const shareClamped = (place: Place, shares: string, weight: number): Diagnostic =>
  warning("share-clamped", place, `CpuShares ${shares} has no exact weight in cgroup v2: ${weight} is written`);

export const deviceRulesOrder = (place: Place, rule: string, effect: string): Diagnostic =>
  error(
    "device-rules-order",
    place,
    `with cgroup v2 LXC would ${effect} because of ${rule} here`,
    "put <DevicesDeny>a</DevicesDeny> first, and no other rule for all devices",
  );

export const deviceRulesDialect = (place: Place): Diagnostic =>
  error("device-rules-dialect", place, "LXC 3.0 has no device rules for cgroup v2", "use --cgroup v1");

export const gatewayUnsupported = (place: Place, gateway: string, dialect: string): Diagnostic =>
  error("gateway-unsupported", place, `LXC ${dialect} does not know ${gateway} as a gateway`, "write its address, or auto");

export const networkSettingIgnored = (place: Place, type: string, element: string): Diagnostic =>
  warning("network-setting-ignored", place, `a network of type ${type} has no ${element}: it is left out`);

export const networkFlags = (place: Place, flags: string): Diagnostic =>
  warning("network-flags", place, `LXC takes any flags for up, ${flags} as well`, "write up, or leave Flags empty");

export const classfulAddress = (place: Place, address: string, prefix: string): Diagnostic =>
  warning("classful-address", place, `${address} has no prefix length: /${prefix} of its class is written`, `write ${address}/${prefix}`);

export const missingHostFile = (place: Place, path: string): Diagnostic =>
  warning("missing-host-file", place, `${path} is not in the host rootfs: LXC needs it to start the container`);

export const freshDevNotMade = (place: Place, element: string, isShared: boolean): Diagnostic =>
  warning(
    "autodev-hook-ignored",
    place,
    `${element} has no effect ${isShared ? "where the container shares the host's rootfs" : "without AutoDev 1"}`,
  );

export const settingNotInDialect = (place: Place, element: string, dialect: string): Diagnostic =>
  error("setting-not-in-dialect", place, `LXC ${dialect} has no ${element}: it would be lost`, "remove it, or build with another --lxc");

export const groupsNotSet = (place: Place, user: string, groups: readonly string[]): Diagnostic =>
  warning("groups-not-set", place, `LXC 3.0 can't give ${user} its supplementary groups ${groups.join(", ")}`);

export const flagsNotApplied = (place: Place, source: string, flags: readonly string[]): Diagnostic =>
  warning(
    "flags-not-applied",
    place,
    `LXC does not apply ${flags.join(", ")} to the bind of ${source} without ro`,
    "build without --no-remount-hook",
  );

export const rbindReadOnly = (place: Place, source: string): Diagnostic =>
  warning(
    "rbind-read-only",
    place,
    `only the top of ${source} becomes read-only: mounts below it stay as they are`,
    "build without --no-remount-hook",
  );
