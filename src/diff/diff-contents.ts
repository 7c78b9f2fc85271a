import { sha256OfContent } from "../bytes/sha256.ts";
import { readExtent } from "../bytes/content.ts";
import type { ArchiveEntry } from "../tar/entry.ts";
import type { ByteSource, Extent } from "../bytes/source.ts";
import type { Change } from "./difference.ts";
import { diffLines } from "./diff-lines.ts";
import { type Hunk, hunksOf } from "./hunks.ts";

/** An entry in its archive. */
export interface Sided {
  readonly entry: ArchiveEntry;
  readonly source: ByteSource;
}

/** Larger files are not compared line by line. */
const MAX_TEXT = 1024 * 1024;

/** How the contents of two files differ; `undefined`: not at all, or not both are files. */
export const diffContents = (before: Sided, after: Sided): { readonly change: Change; readonly hunks: readonly Hunk[] } | undefined => {
  if (before.entry.type !== "file" || after.entry.type !== "file") return undefined;
  const [one, other] = [extentOf(before), extentOf(after)];
  const digests = { before: sha256OfContent(one), after: sha256OfContent(other) };
  if (digests.before === digests.after) return undefined;
  const change: Change = { what: "content", before: `sha256:${digests.before}`, after: `sha256:${digests.after}` };
  const [oneLines, otherLines] = [linesOf(one), linesOf(other)];
  return { change, hunks: oneLines === undefined || otherLines === undefined ? [] : hunksOf(diffLines(oneLines, otherLines)) };
};

const extentOf = ({ entry, source }: Sided): Extent => ({ source, offset: entry.contentOffset, length: entry.size });

/** The lines with their ends, if the content is text. */
const linesOf = (extent: Extent): readonly string[] | undefined => {
  if (extent.length > MAX_TEXT) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readExtent(extent));
    if (text.includes("\0")) return undefined;
    return text === "" ? [] : text.split(/(?<=\n)/);
  } catch {
    return undefined;
  }
};
