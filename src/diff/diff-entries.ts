import { capsOf } from "../report/entry-record.ts";
import type { ArchiveEntry, EntryHeader, Xattrs } from "../tar/entry.ts";
import { compareUtf8, sortUtf8 } from "../bytes/compare-utf8.ts";
import type { ByteSource } from "../bytes/source.ts";
import { diffContents } from "./diff-contents.ts";
import type { Change, Difference } from "./difference.ts";

/** An archive that was read, and where its contents lie. */
export interface DiffInput {
  readonly entries: Iterable<ArchiveEntry>;
  readonly source: ByteSource;
}

/** What differs between two archives, in byte order of the paths; of a path that an archive holds twice the last entry counts. */
export const diffEntries = (before: DiffInput, after: DiffInput): readonly Difference[] => {
  const left = new Map(Array.from(before.entries, (entry) => [entry.path, entry]));
  const right = new Map(Array.from(after.entries, (entry) => [entry.path, entry]));
  const paths = sortUtf8([...new Set([...left.keys(), ...right.keys()])]);
  return paths.flatMap((path): readonly Difference[] => {
    const [one, other] = [left.get(path), right.get(path)];
    const nothing = { changes: [], hunks: [] };
    if (one === undefined || other === undefined) return [{ path, before: one, after: other, ...nothing }];
    const contents = diffContents({ entry: one, source: before.source }, { entry: other, source: after.source });
    const changes = [...diffHeaders(one, other), ...(contents === undefined ? [] : [contents.change])];
    return changes.length === 0 ? [] : [{ path, before: one, after: other, changes, hunks: contents?.hunks ?? [] }];
  });
};

const diffHeaders = (before: EntryHeader, after: EntryHeader): readonly Change[] =>
  ASPECTS.map(([what, say]) => ({ what, before: say(before), after: say(after) })).filter((change) => change.before !== change.after);

const ASPECTS: readonly (readonly [Change["what"], (entry: EntryHeader) => string])[] = [
  ["type", ({ type }) => type],
  ["mode", ({ mode }) => mode.toString(8).padStart(4, "0")],
  ["owner", ({ uid, gid }) => `${uid}:${gid}`],
  ["mtime", ({ mtime }) => String(mtime)],
  ["target", ({ target }) => target],
  ["device", ({ devMajor, devMinor }) => `${devMajor},${devMinor}`],
  ["caps", (entry) => capsOf(entry) ?? ""],
  ["xattrs", (entry) => xattrsOf(entry.xattrs, capsOf(entry) !== undefined)],
];

/** Names and values in hexadecimal; capabilities that can be told in words are left to them. */
const xattrsOf = (xattrs: Xattrs, hasCaps: boolean): string =>
  [...xattrs]
    .filter(([name]) => !hasCaps || name !== "security.capability")
    .sort(([a], [b]) => compareUtf8(a, b))
    .map(([name, value]) => `${name}=0x${Buffer.from(value).toString("hex")}`)
    .join(" ");
