import type { BuildInput, BuildResult } from "../build.ts";
import { diagnosticRecord } from "../diagnostics/print-json.ts";
import type { Plan, Why } from "../plan/plan.ts";
import { type EntryRecord, entryRecord } from "./entry-record.ts";
import { sha256Of } from "./sha256.ts";

/** Raised with every change that alters the bytes of an overlay. */
export const FORMAT_VERSION = 1;

export interface ReportInput {
  readonly input: BuildInput;
  readonly result: BuildResult;
  readonly plan: Plan;
  readonly overlays: readonly { readonly path: string; readonly sha256: string }[];
}

/**
 * The report of a build as JSON: its inputs (the rootfs by the digest of the uncompressed tarball), what was decided and why, what came
 * out. A path that several overlays carry (a host directory they pass through) is listed once.
 */
export const makeReport = ({ input, result, plan, overlays }: ReportInput): string =>
  `${JSON.stringify(
    {
      formatVersion: FORMAT_VERSION,
      dialect: plan.dialect,
      dialectReason: plan.dialectReason,
      cgroup: plan.cgroup,
      inputs: inputsOf(input),
      containers: plan.containers.map(({ name, files }) => ({ name, files })),
      entries: entriesOf(result, plan),
      removed: plan.containers.flatMap(({ removed }) => removed),
      diagnostics: result.diagnostics.map(diagnosticRecord),
      overlays: overlays.map(({ path, sha256 }) => ({ path, sha256 })),
    },
    undefined,
    2,
  )}\n`;

const inputsOf = ({ rootfs, config, descriptions }: BuildInput): readonly object[] => [
  { kind: "rootfs", path: rootfs.file, sha256: sha256Of(rootfs.source) },
  { kind: "config", path: config.file, sha256: sha256Of(config.bytes) },
  ...descriptions.map(({ file, bytes }) => ({ kind: "description", path: file, sha256: sha256Of(bytes) })),
];

const entriesOf = ({ overlays }: BuildResult, plan: Plan): readonly (EntryRecord & { readonly why?: string })[] => {
  const planned = [...plan.containers.flatMap(({ entries }) => entries), ...plan.extras];
  const reasons = new Map(planned.toReversed().map(({ path, why }) => [path, printWhy(why)]));
  const byPath = new Map(overlays.flatMap(({ entries }) => entries.map((entry) => [entry.path, entry])));
  return [...byPath.values()].map((entry) => {
    const why = reasons.get(entry.path);
    return { ...entryRecord(entry), ...(why === undefined ? {} : { why }) };
  });
};

/** `xml/a.xml:12:5: mount point of the entry`. */
const printWhy = ({ reason, span }: Why): string =>
  span === undefined ? reason : `${span.file}:${span.line}:${span.column}: ${reason}`;
