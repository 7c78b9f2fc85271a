import { escapeControls } from "../diagnostics/print-escape.ts";
import { type EntryRecord, entryRecord } from "../report/entry-record.ts";
import { printListing } from "../report/listing.ts";
import type { Change, Difference } from "./difference.ts";
import { hunkText, SIGNS } from "./hunk-text.ts";
import type { Hunk } from "./hunks.ts";

/** Differences for people: an entry a line, with `+` added, `-` removed or `~` changed before it; then the lines that differ. */
export const printDiff = (differences: readonly Difference[]): string => differences.map(printOne).join("");

const printOne = ({ path, before, after, changes, hunks }: Difference): string => {
  if (before === undefined) return `+ ${printListing(after === undefined ? [] : [after])}`;
  if (after === undefined) return `- ${printListing([before])}`;
  const name = after.type === "directory" ? `${path}/` : path;
  return `~ ${escapeControls(`${name}: ${changes.map(printChange).join(", ")}`)}\n${hunks.map(printHunk).join("")}`;
};

const printChange = ({ what, before, after }: Change): string =>
  what === "content" ? what : `${what} ${before || "none"} -> ${after || "none"}`;

const printHunk = (hunk: Hunk): string => hunkText(hunk, escapeControls).replaceAll(/^(?=.)/gm, "    ");

/** Each line has its sign before it. */
export interface HunkRecord {
  readonly before: number;
  readonly after: number;
  readonly lines: readonly string[];
}

/** A difference as `diff --json` shows it. */
export interface DifferenceRecord {
  readonly kind: "added" | "removed" | "changed";
  readonly path: string;
  readonly before?: EntryRecord;
  readonly after?: EntryRecord;
  readonly changes?: readonly Change[];
  readonly hunks?: readonly HunkRecord[];
}

export const differenceRecord = ({ path, before, after, changes, hunks }: Difference): DifferenceRecord => ({
  kind: before === undefined ? "added" : after === undefined ? "removed" : "changed",
  path,
  ...(before === undefined ? {} : { before: entryRecord(before) }),
  ...(after === undefined ? {} : { after: entryRecord(after) }),
  ...(changes.length === 0 ? {} : { changes }),
  ...(hunks.length === 0 ? {} : { hunks: hunks.map(hunkRecord) }),
});

const hunkRecord = ({ before, after, lines }: Hunk): HunkRecord => ({
  before,
  after,
  lines: lines.map(({ kind, text }) => `${SIGNS[kind]}${text}`),
});
