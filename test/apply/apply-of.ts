import { applyOverlays, type ArchiveInput } from "../../src/apply/apply.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { readContent } from "../../src/bytes/content.ts";
import { type NewEntry, nameInArchive } from "../../src/tar/entry.ts";
import { readArchive } from "../../src/tar/read-archive.ts";
import { memorySource } from "../support/memory-host.ts";
import { noted } from "../support/produced-codes.ts";
import { archiveOf } from "../support/tar-entries.ts";

/** An archive of these entries, written and read again. */
const inputOf = (file: string, entries: readonly NewEntry[]): ArchiveInput => {
  const source = memorySource(archiveOf(entries));
  return { file, entries: readArchive(source, file).value, source };
};

/** The entries of a host with overlays applied; there must be no diagnostics. */
export const applied = (host: readonly NewEntry[], ...overlays: readonly (readonly NewEntry[])[]): readonly NewEntry[] => {
  const { value, diagnostics } = outcome(host, ...overlays);
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  return [...value];
};

export const diagnosticsOf = (host: readonly NewEntry[], ...overlays: readonly (readonly NewEntry[])[]): readonly Diagnostic[] =>
  noted(outcome(host, ...overlays).diagnostics);

const outcome = (host: readonly NewEntry[], ...overlays: readonly (readonly NewEntry[])[]): ReturnType<typeof applyOverlays> =>
  applyOverlays(
    inputOf("host.tar", host),
    overlays.map((entries, index) => inputOf(`overlay-${index + 1}.tar`, entries)),
  );

/** Entries in short: names, ` -> ` or ` = ` and the target of links, ` : ` and the text of files. */
export const shown = (entries: readonly NewEntry[]): string[] =>
  entries.map((entry) => {
    if (entry.type === "symlink") return `${entry.path} -> ${entry.target}`;
    if (entry.type === "hardlink") return `${entry.path} = ${entry.target}`;
    return entry.type === "file" ? `${entry.path} : ${Buffer.from(readContent(entry.content)).toString()}` : nameInArchive(entry);
  });
