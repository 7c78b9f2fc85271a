import { NO_INDEX } from "../oci/layout-index.ts";
import type { BuildRecord } from "../report/build-record.ts";
import { layerTitle } from "./layer-title.ts";
import type { LayoutOutputs } from "./layout-files.ts";
import type { ListedTarball } from "./list-tarball.ts";
import { slugOf } from "./slug.ts";
import { writeLayout } from "./write-layout.ts";

export interface OverlayToPack {
  readonly tarball: ListedTarball;
  /** What the report beside the tarball tells. */
  readonly record: BuildRecord;
  /** Whose overlay alone it is (`--split`). */
  readonly container: string | undefined;
}

/** The tag of a layout that `packOverlay` makes. */
export const PACKED_TAG = "overlay";

/** Makes an image layout of an overlay that was built as a plain tarball: the artifact that building it into a layout gives. */
export const packOverlay = async (
  outputs: LayoutOutputs,
  directory: string,
  { tarball: { source, entries }, record, container }: OverlayToPack,
): Promise<void> => {
  const path = layerTitle(container === undefined ? undefined : await slugOf(container));
  const contents = Array.from(entries, (entry) => ({ ...entry, content: { source, offset: entry.contentOffset, length: entry.size } }));
  const overlays = [{ container, entries: contents, path }];
  await writeLayout(outputs, {
    directory,
    tag: PACKED_TAG,
    overlays,
    record,
    base: undefined,
    evidence: () => [],
    split: false,
    before: NO_INDEX,
  });
};
