import { hasErrors, type Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { tooManyImpliedDirectories } from "../rootfs/findings.ts";
import { judgeRootfs } from "../rootfs/judge-archive.ts";
import { buildHostRootfs, MAX_IMPLIED } from "../rootfs/build-host-rootfs.ts";
import type { NewEntry } from "../tar/entry.ts";
import type { EntryTable } from "../tar/entry-table.ts";
import type { ByteSource } from "../bytes/source.ts";
import { addEntry } from "./add-entry.ts";
import { mergedEntries } from "./merged-entries.ts";
import { openTree } from "./tree.ts";
import { applyWhiteout, hasWhiteoutName } from "./whiteouts.ts";

/** An archive that was read: its name for diagnostics, its entries, and where their contents lie. */
export interface ArchiveInput {
  readonly file: string;
  readonly entries: EntryTable;
  readonly source: ByteSource;
}

/**
 * The rootfs that a host becomes by overlays, one over the other: sorted entries, made each time they are gone through, contents still in the archives. Directories merge and
 * take the overlay's metadata, whiteouts remove what was there before their overlay, hard links become names of the inode that their
 * target is then. Nothing is followed: an entry below a symlink is an error. The value is of use only if there are no errors.
 */
export const applyOverlays = (host: ArchiveInput, overlays: readonly ArchiveInput[]): Staged<Iterable<NewEntry>> => {
  const rootfs = buildHostRootfs(host.entries, host.source, host.file);
  const diagnostics = [...rootfs.diagnostics, ...judgeRootfs(rootfs.value)];
  if (hasErrors(diagnostics)) return { value: [], diagnostics };
  const tree = openTree(rootfs.value);
  const { found, report } = collectFindings("first");
  for (const { file, entries, source } of overlays) {
    // Whiteouts first, since they speak only of what was there before this overlay, wherever in it they stand.
    for (const entry of entries) if (hasWhiteoutName(entry)) report(...applyWhiteout(tree, entry, file));
    const limit = tree.implied + MAX_IMPLIED;
    for (const entry of entries) {
      if (!hasWhiteoutName(entry)) report(...addEntry(tree, entry, { file, source }));
      if (tree.implied <= limit) continue;
      report(tooManyImpliedDirectories(file, entry.headerOffset, MAX_IMPLIED));
      break;
    }
  }
  return { value: mergedEntries(tree), diagnostics: [...diagnostics, ...found] };
};
