import { sha256Of } from "../bytes/sha256.ts";
import { hasErrors, type Staged } from "../diagnostics/diagnostic.ts";
import { damagedBlob } from "../oci/findings.ts";
import { judgeArchive } from "../rootfs/judge-archive.ts";
import type { EntryTable } from "../tar/entry-table.ts";
import { readArchive } from "../tar/read-archive.ts";
import type { ByteSource } from "../bytes/source.ts";
import type { OpenedOverlay } from "./open-overlay.ts";

/** An open tarball and its entries, as far as they could be read. */
export interface ListedTarball {
  /** How findings call it. */
  readonly file: string;
  readonly source: ByteSource;
  readonly entries: EntryTable;
}

export const listTarball = ({ file, source }: Omit<ListedTarball, "entries">): Staged<ListedTarball> => {
  const { value: entries, diagnostics } = readArchive(source, file);
  const problems = hasErrors(diagnostics) ? [] : judgeArchive(entries, file);
  return { value: { file, source, entries }, diagnostics: [...diagnostics, ...problems] };
};

/** Lists the tarball in the layer of an overlay; an error if it is not the one that the config tells of. */
export const listLayer = ({ name, config }: OpenedOverlay, source: ByteSource): Staged<ListedTarball> => {
  const { value, diagnostics } = listTarball({ file: name, source });
  const sha256 = sha256Of(source);
  if (sha256 === config.overlay) return { value, diagnostics };
  const damage = damagedBlob(name, "config", `tells of an overlay with the sha256 ${config.overlay}, and the layer's is ${sha256}`);
  return { value, diagnostics: [...diagnostics, damage] };
};
