import type { BuildInput, BuildResult } from "../build.ts";
import type { CgroupVersion, Dialect, Options } from "../model/options.ts";
import type { Plan } from "../plan/plan.ts";
import { type LauncherRecord, launcherRecord } from "./launcher-record.ts";
import { sha256Of } from "../bytes/sha256.ts";

/** Raised with every change that alters the bytes of an overlay. */
export const FORMAT_VERSION = 3;

/** What was built from what: the report begins with it. */
export interface BuildRecord {
  readonly formatVersion: number;
  readonly dialect: Dialect;
  readonly dialectReason: string;
  readonly cgroup: CgroupVersion;
  /** The rootfs by the digest of the uncompressed tarball. */
  readonly inputs: readonly InputRecord[];
  readonly tags: Readonly<Record<string, string>>;
  readonly options: OptionsRecord;
  readonly containers: readonly ContainerRecord[];
}

export interface ContainerRecord {
  readonly name: string;
  readonly files: readonly string[];
  /** Whether its processes drop root: by the option `secure`, or because of the group of its descriptions. */
  readonly secure: boolean;
  /** Where it is a bundle: what starts it. */
  readonly target?: "dobby" | "oci" | undefined;
  /** The profile of system calls that is no file of the host. */
  readonly profile?: string | undefined;
  /** Absent where there is none, and where only the artifact is known. */
  readonly launcher?: LauncherRecord | undefined;
}

export interface InputRecord {
  readonly kind: "rootfs" | "config" | "packages" | "description" | "seccomp";
  readonly path: string;
  readonly sha256: string;
}

/** What stands beside the options as it was found, or does not change a byte. */
type Told = "split" | "dialect" | "cgroup" | "seccompDirectory";

/** The options that decide about an overlay's bytes. */
export type OptionsRecord = Omit<Options, Told | "sourceDateEpoch" | "withUnits" | "target"> & {
  readonly sourceDateEpoch?: number;
  /** The containers, or `all`. */
  readonly withUnits?: string;
  readonly target?: "oci";
};

export const buildRecord = (input: BuildInput, result: BuildResult, plan: Plan): BuildRecord => ({
  formatVersion: FORMAT_VERSION,
  dialect: plan.dialect,
  dialectReason: plan.dialectReason,
  cgroup: plan.cgroup,
  inputs: inputsOf(input),
  tags: Object.fromEntries([...(result.tags?.tags ?? []), ...(result.tags?.ranges ?? [])].map(([name, value]) => [name, String(value)])),
  options: optionsOf(input.options),
  containers: plan.containers.map((each) => ({
    name: each.name,
    files: each.files,
    secure: each.secure,
    target: each.target === "lxc" ? undefined : each.target,
    profile: each.bundle?.filter?.file,
    launcher: launcherRecord(each),
  })),
});

/** What a build read, by its digests. */
export const inputsOf = ({ rootfs, config, packages, descriptions, profiles = [] }: BuildInput): readonly InputRecord[] => [
  { kind: "rootfs", path: rootfs.file, sha256: sha256Of(rootfs.source) },
  { kind: "config", path: config.file, sha256: sha256Of(config.bytes) },
  ...(packages === undefined ? [] : [{ kind: "packages" as const, path: packages.file, sha256: sha256Of(packages.bytes) }]),
  ...descriptions.map(({ file, bytes }) => ({ kind: "description" as const, path: file, sha256: sha256Of(bytes) })),
  ...profiles.map(({ file, bytes }) => ({ kind: "seccomp" as const, path: file, sha256: sha256Of(bytes) })),
];

const optionsOf = ({ sourceDateEpoch, withUnits, target, ...options }: Options): OptionsRecord => ({
  ...withoutOthers(options),
  ...(withUnits === undefined ? {} : { withUnits: withUnits === "all" ? withUnits : withUnits.join(",") }),
  ...(target === "auto" ? {} : { target }),
  ...(sourceDateEpoch === undefined ? {} : { sourceDateEpoch }),
});

const withoutOthers = ({
  split: _split,
  dialect: _dialect,
  cgroup: _cgroup,
  seccompDirectory: _directory,
  ...rest
}: Omit<Options, "sourceDateEpoch" | "withUnits" | "target">): Omit<Options, Told | "sourceDateEpoch" | "withUnits" | "target"> => rest;
