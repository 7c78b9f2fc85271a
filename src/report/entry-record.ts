import { formatCapabilities } from "../linux/capabilities-text.ts";
import { decodeCapabilities } from "../linux/capability-attribute.ts";
import type { EntryHeader } from "../tar/entry.ts";
import { compareUtf8 } from "../bytes/compare-utf8.ts";

/** An entry of an overlay as the report and `inspect --json` show it. */
export interface EntryRecord {
  readonly path: string;
  readonly type: string;
  /** Four octal digits: `0550`. */
  readonly mode: string;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly target: string;
  /** Values in base64, in byte order of the names. */
  readonly xattrs: Readonly<Record<string, string>>;
  /** `security.capability` as getcap(8) prints it. */
  readonly caps?: string;
}

export const entryRecord = (entry: EntryHeader): EntryRecord => {
  const caps = capsOf(entry);
  return {
    path: entry.path,
    type: entry.type,
    mode: entry.mode.toString(8).padStart(4, "0"),
    uid: entry.uid,
    gid: entry.gid,
    size: entry.size,
    target: entry.target,
    xattrs: encoded(entry.xattrs),
    ...(caps === undefined ? {} : { caps }),
  };
};

/** An entry's file capabilities as getcap(8) prints them. */
export const capsOf = ({ xattrs }: Pick<EntryHeader, "xattrs">): string | undefined => {
  const value = xattrs.get("security.capability");
  const decoded = value && decodeCapabilities(value);
  return decoded && formatCapabilities(decoded);
};

const encoded = (xattrs: EntryHeader["xattrs"]): Record<string, string> =>
  Object.fromEntries(
    [...xattrs].sort(([a], [b]) => compareUtf8(a, b)).map(([name, value]) => [name, Buffer.from(value).toString("base64")]),
  );
