import { sha256Of } from "../bytes/sha256.ts";
import type { ByteSource } from "../bytes/source.ts";
import { applyOverlays, type ArchiveInput } from "../apply/apply.ts";
import { hasErrors, type Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { damagedBlob } from "../oci/findings.ts";
import { readArchive } from "../tar/read-archive.ts";
import type { NewEntry } from "../tar/entry.ts";

/** A layer of an image. */
export interface ImageLayer {
  /** Of the file that holds it, which may be compressed. */
  readonly path: string;
  /** `sha256:` and the digest before compression, as the image's config has it. */
  readonly diffId: string;
}

/** Opens the layers of an image, the lowest first, and checks their digests; `open` gives their bytes before compression. */
export const flattenLayers = async (
  layers: readonly ImageLayer[],
  name: string,
  open: (path: string) => Promise<ByteSource>,
): Promise<Staged<Iterable<NewEntry>>> => {
  const { found, take, report } = collectFindings();
  const archives: ArchiveInput[] = [];
  for (const { path, diffId } of layers) {
    const source = await open(path);
    const digest = `sha256:${sha256Of(source)}`;
    if (digest !== diffId) report(damagedBlob(name, "layer", `${path} is ${digest} before compression, not ${diffId}`));
    else archives.push({ file: name, source, entries: take(readArchive(source, name)) });
  }
  const [lowest, ...others] = archives;
  if (lowest === undefined || hasErrors(found)) return { value: [], diagnostics: found };
  const { value, diagnostics } = applyOverlays(lowest, others);
  return { value, diagnostics: [...found, ...diagnostics] };
};
