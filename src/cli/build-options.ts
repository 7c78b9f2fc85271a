import type { Verdict } from "../diagnostics/diagnostic.ts";
import { type CgroupVersion, DEFAULT_OPTIONS, type Dialect, type Options } from "../model/options.ts";
import { type Arguments, lastOf } from "./parse-arguments.ts";
import { UsageError } from "./usage-error.ts";

/** The largest time a ustar header holds: eleven octal digits. */
const MAX_TIME = 8589934591;

/** What the options of `build` say about the overlay, defaults applied. Throws a UsageError. */
export const readBuildOptions = (args: Arguments, environment: Readonly<Record<string, string | undefined>>): Options => {
  const dialect = (lastOf(args, "lxc") ?? DEFAULT_OPTIONS.dialect) as Dialect | "auto";
  const cgroup = (lastOf(args, "cgroup") ?? DEFAULT_OPTIONS.cgroup) as CgroupVersion | "auto";
  if (dialect === "7.0" && cgroup === "v1") throw new UsageError("LXC 7.0 knows no cgroup v1: leave out --cgroup v1", args.command);
  const epoch = environment["SOURCE_DATE_EPOCH"];
  return {
    secure: args.options.has("secure"),
    sharedRootfs: args.options.has("sharedRootfs"),
    sanity: args.options.has("sanity"),
    usleep: readInteger("-u", lastOf(args, "usleep") ?? String(DEFAULT_OPTIONS.usleep)),
    readOnlyHost: lastOf(args, "rootfs-type") === "ro",
    dialect,
    cgroup,
    remountHook: !args.options.has("no-remount-hook"),
    withLxccpid: args.options.has("with-lxccpid"),
    missingLibs: severityOf(lastOf(args, "missing-libs")),
    missingSources: severityOf(lastOf(args, "missing-sources")),
    target: lastOf(args, "target") === "oci" ? "oci" : "auto",
    seccompDirectory: lastOf(args, "seccomp"),
    split: args.options.has("split"),
    withUnits: readUnits(args),
    sourceDateEpoch: epoch === undefined || epoch === "" ? undefined : readInteger("SOURCE_DATE_EPOCH", epoch, MAX_TIME),
  };
};

/** Throws a UsageError that names `what` unless the text is an integer. */
export const readInteger = (what: string, text: string, max: number = Number.MAX_SAFE_INTEGER): number => {
  const value = /^\d+$/.test(text) ? Number(text) : Infinity;
  if (value > max) throw new UsageError(`${what} is an integer from 0 to ${max}, not ${text}`);
  return value;
};

/** The containers that --with-units names; without a value it means all. */
const readUnits = ({ options, command }: Arguments): Options["withUnits"] => {
  const given = options.get("with-units");
  if (command === "units") return "all";
  if (given === undefined) return undefined;
  const names = given.flatMap((value) => value.split(",")).filter((name) => name !== "");
  return names.length === 0 ? "all" : names;
};

const severityOf = (choice: string | undefined): Verdict => (choice === "warn" ? "warning" : "error");
