import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { needsPaxRecord } from "./findings.ts";
import { placeOfWhy } from "../plan/why.ts";
import type { PlannedEntry } from "../plan/planned-node.ts";
import { recordKeysOf } from "../tar/header-blocks.ts";

/**
 * Names and owners that not every tar of a device restores: BusyBox takes an owner in a pax record for root, and where it is built without
 * pax it cuts long names. Reported once a container, at its first such entry. Lost xattrs are not spoken of: the listing shows them.
 */
export const checkPaxRecords = (entries: readonly PlannedEntry[], span: Span): readonly Diagnostic[] => {
  const [first, ...others] = entries.filter((entry) => recordsOf(entry).length > 0);
  if (first === undefined) return [];
  const key = recordsOf(first)[0] ?? "";
  return [needsPaxRecord(placeOfWhy(first.why, span), first.path, NAMES[key] ?? key, others.length)];
};

const NAMES: Readonly<Record<string, string>> = { path: "name", linkpath: "link target", uid: "owner", gid: "group" };

const recordsOf = (entry: PlannedEntry): readonly string[] => {
  const { path, type, uid, gid, target, xattrs } = entry;
  return recordKeysOf({ path, type, uid, gid, target, xattrs, size: 0 });
};
