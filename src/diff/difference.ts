import type { ArchiveEntry } from "../tar/entry.ts";
import type { Hunk } from "./hunks.ts";

/** How the entries of one path differ; one side lacks what was added or removed. */
export interface Difference {
  readonly path: string;
  readonly before: ArchiveEntry | undefined;
  readonly after: ArchiveEntry | undefined;
  /** What differs if both are there. */
  readonly changes: readonly Change[];
  /** How the lines differ if the contents do, and both are text. */
  readonly hunks: readonly Hunk[];
}

export interface Change {
  readonly what: "type" | "mode" | "owner" | "mtime" | "target" | "device" | "caps" | "xattrs" | "content";
  readonly before: string;
  readonly after: string;
}
