import type { BuildRecord, InputRecord } from "../report/build-record.ts";
import { compareUtf8 } from "../bytes/compare-utf8.ts";
import type { JsonObject } from "./canonical-json.ts";

/**
 * The config of an overlay's artifact: what it was built from, as a function of the inputs' bytes, the tags and the options alone. So
 * inputs have no names and no order here: a description is known by the containers it describes.
 */
export interface OverlayConfig {
  readonly formatVersion: number;
  readonly dialect: string;
  readonly cgroup: string;
  readonly inputs: readonly ConfigInput[];
  readonly tags: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly containers: readonly string[];
  /** Which of them are secure, where some are and some are not; else the option `secure` tells of all. */
  readonly secureContainers?: readonly string[];
  /** sha256 of the uncompressed overlay tarball. */
  readonly overlay: string;
}

export interface ConfigInput {
  readonly kind: InputRecord["kind"];
  readonly sha256: string;
  /** Of a description, or of a profile of system calls: the containers that it is of, in byte order. */
  readonly containers?: readonly string[];
}

/** The config of the overlay that holds all containers of a build, or of that of one container (`--split`): what it would be alone. */
export const overlayConfig = (record: BuildRecord, overlay: string, only?: string): OverlayConfig => {
  const containers = record.containers.filter(({ name }) => only === undefined || name === only);
  const secure = containers.filter((each) => each.secure).map(({ name }) => name);
  const isMixed = secure.length > 0 && secure.length < containers.length;
  const describes = (path: string): readonly string[] =>
    containers.filter(({ files, profile }) => files.includes(path) || profile === path).map(({ name }) => name);
  const inputs = record.inputs.map(({ kind, path, sha256 }): ConfigInput =>
    kind === "description" || kind === "seccomp" ? { kind, sha256, containers: describes(path) } : { kind, sha256 },
  );
  return {
    formatVersion: record.formatVersion,
    dialect: record.dialect,
    cgroup: record.cgroup,
    inputs: inputs
      .filter((each) => only === undefined || each.containers === undefined || each.containers.length > 0)
      .sort((a, b) => RANKS[a.kind] - RANKS[b.kind] || compareUtf8(keyOf(a), keyOf(b))),
    tags: record.tags,
    options: { ...record.options, secure: secure.length === containers.length },
    containers: containers.map(({ name }) => name),
    ...(isMixed ? { secureContainers: secure } : {}),
    overlay,
  };
};

/** Whether a container of the overlay is secure. */
export const isSecure = ({ options, secureContainers }: OverlayConfig, name: string): boolean =>
  secureContainers?.includes(name) ?? options["secure"] === true;

export const configJson = ({ inputs, ...rest }: OverlayConfig): JsonObject => ({ ...rest, inputs: inputs.map((each) => ({ ...each })) });

const RANKS: Readonly<Record<ConfigInput["kind"], number>> = { rootfs: 0, config: 1, packages: 2, description: 3, seccomp: 4 };

const keyOf = ({ containers = [], sha256 }: ConfigInput): string => [...containers, sha256].join("\n");

/** What an input is, in words. */
export const inputLabel = ({ kind, containers = [] }: ConfigInput): string => LABELS[kind](containers.join(", "));

const LABELS: Readonly<Record<ConfigInput["kind"], (containers: string) => string>> = {
  rootfs: () => "host rootfs",
  config: () => "config.ini",
  packages: () => "package manifest",
  description: (containers) => `description of ${containers || "no container"}`,
  seccomp: (containers) => `profile of system calls of ${containers || "no container"}`,
};

/** The kinds of inputs, as a document has them. */
export const KINDS_OF_INPUT: RegExp = /^(rootfs|config|packages|description|seccomp)$/;
