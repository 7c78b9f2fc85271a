import type { BuildResult } from "../build.ts";
import { diagnosticRecord } from "../diagnostics/print-json.ts";
import { containerEntries } from "../entries/container-entries.ts";
import { removedPaths } from "../plan/removed-paths.ts";
import type { Plan } from "../plan/plan.ts";
import type { Why } from "../plan/why.ts";
import type { BuildRecord } from "./build-record.ts";
import { type EntryRecord, entryRecord } from "./entry-record.ts";

/** A file that was written; with the container whose overlay alone it is (`--split`). */
export interface OverlayRecord {
  readonly path: string;
  readonly sha256: string;
  readonly container?: string | undefined;
}

export interface ReportInput {
  readonly record: BuildRecord;
  readonly result: BuildResult;
  readonly plan: Plan;
  readonly overlays: readonly OverlayRecord[];
}

/**
 * The report of a build as JSON: what was built from what, what was decided and why, what came out. A path that several overlays carry
 * (a host directory they pass through) is listed once.
 */
export const makeReport = ({ record, result, plan, overlays }: ReportInput): string =>
  `${JSON.stringify(
    {
      ...record,
      entries: entriesOf(result, plan),
      removed: plan.containers.flatMap(removedPaths),
      diagnostics: result.diagnostics.map(diagnosticRecord),
      overlays: overlays.map(({ path, sha256, container }) => ({ path, sha256, container })),
    },
    undefined,
    2,
  )}\n`;

const entriesOf = ({ overlays }: BuildResult, plan: Plan): readonly (EntryRecord & { readonly why?: string })[] => {
  const planned = [...plan.containers.flatMap((container) => containerEntries(plan, container)), ...plan.extras];
  const reasons = new Map(planned.reverse().map(({ path, why }) => [path, printWhy(why)]));
  const byPath = new Map(overlays.flatMap(({ entries }) => entries.map((entry) => [entry.path, entry])));
  return [...byPath.values()].map((entry) => {
    const why = reasons.get(entry.path);
    return { ...entryRecord(entry), ...(why === undefined ? {} : { why }) };
  });
};

/** `xml/a.xml:12:5: mount point of the entry`. */
const printWhy = ({ reason, span }: Why): string => (span === undefined ? reason : `${span.file}:${span.line}:${span.column}: ${reason}`);
