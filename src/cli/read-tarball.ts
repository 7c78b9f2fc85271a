import { hasErrors } from "../diagnostics/diagnostic.ts";
import { damagedBlob, severalOverlays } from "../oci/findings.ts";
import { isLayoutName, parseLayoutName } from "../oci/layout-name.ts";
import { sha256Of } from "../bytes/sha256.ts";
import { type EntryTable, openTable } from "../tar/entry-table.ts";
import { readArchive } from "../tar/read-archive.ts";
import type { ByteSource } from "../bytes/source.ts";
import { openTarball } from "./inputs.ts";
import { openLayout, type OpenedOverlay } from "./open-layout.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** A tarball's entries, as far as they could be read. */
export interface ReadTarball {
  readonly file: string;
  readonly source: ByteSource;
  readonly entries: EntryTable;
  /** Whether there was an error. */
  readonly broken: boolean;
}

/** Opens a tarball, or the overlay of an image layout, and lists it; what is wrong with it is kept for the session's end. */
export const readTarball = async (session: Session, path: string): Promise<ReadTarball> =>
  isLayoutName(path) ? await readFromLayout(session, path) : await listTarball(session, path);

/** The tarball of an opened overlay; broken if it is not the one that the config tells of. `name` is how it is called. */
export const readLayer = async (session: Session, { layer, config }: OpenedOverlay, name: string): Promise<ReadTarball> => {
  const tarball = await listTarball(session, layer, name);
  const found = sha256Of(tarball.source);
  if (found === config.overlay) return tarball;
  session.found([damagedBlob(name, "config", `tells of an overlay with the sha256 ${config.overlay}, and the layer's is ${found}`)]);
  return { ...tarball, broken: true };
};

const readFromLayout = async (session: Session, path: string): Promise<ReadTarball> => {
  const name = parseLayoutName(path);
  if (name === undefined) throw new UsageError(`an OCI image layout is oci:<directory>[:tag], not ${path}`, session.args.command);
  const [overlay, ...more] = openLayout(session, name, path)?.overlays ?? [];
  if (overlay !== undefined && more.length === 0) return await readLayer(session, overlay, path);
  if (overlay !== undefined) {
    const names = [overlay, ...more].map(({ descriptor }) => `oci:${name.directory}@${descriptor.digest}`);
    session.found([severalOverlays(path, names)]);
  }
  return { file: path, source: NOTHING, entries: openTable(), broken: true };
};

const NOTHING: ByteSource = { size: 0, read: () => 0 };

const listTarball = async (session: Session, path: string, name?: string): Promise<ReadTarball> => {
  const { file: found, source } = await openTarball(session, path);
  const file = name ?? found;
  const { value: entries, diagnostics } = readArchive(source, file);
  session.found(diagnostics);
  return { file, source, entries, broken: hasErrors(diagnostics) };
};
