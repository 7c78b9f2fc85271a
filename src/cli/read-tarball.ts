import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { ArchiveEntry } from "../tar/entry.ts";
import { readArchive } from "../tar/read-archive.ts";
import type { ByteSource } from "../tar/source.ts";
import { openTarball } from "./inputs.ts";
import type { Session } from "./session.ts";

/** A tarball's entries, as far as they could be read. */
export interface ReadTarball {
  readonly file: string;
  readonly source: ByteSource;
  readonly entries: readonly ArchiveEntry[];
  /** Whether there was an error. */
  readonly broken: boolean;
}

/** Opens a tarball and lists it; what is wrong with it is kept for the session's end. Throws a HostError. */
export const readTarball = async (session: Session, path: string): Promise<ReadTarball> => {
  const { file, source } = await openTarball(session, path);
  const { value: entries, diagnostics } = readArchive(source, file);
  session.found(diagnostics);
  return { file, source, entries, broken: hasErrors(diagnostics) };
};
