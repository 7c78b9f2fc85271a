import { NO_INDEX } from "../oci/layout-index.ts";
import type { BuildRecord } from "../report/build-record.ts";
import { layerTitle } from "./layer-title.ts";
import type { LayoutOutputs } from "./layout-files.ts";
import type { ListedTarball } from "./list-tarball.ts";
import type { OpenedLayout } from "./open-layout.ts";
import { slugOf } from "./slug.ts";
import { writeLayout } from "./write-layout.ts";

export interface OverlayToPack {
  /** How findings call it. */
  readonly name: string;
  readonly tarball: ListedTarball;
  /** What the report beside the tarball tells. */
  readonly record: BuildRecord;
  /** Whose overlay alone it is (`--split`). */
  readonly container: string | undefined;
}

/** Makes an image layout of an overlay that was built as a plain tarball: the artifact that building it into a layout gives. */
export const packOverlay = async (
  outputs: LayoutOutputs,
  directory: string,
  { name, tarball: { source, entries }, record, container }: OverlayToPack,
): Promise<OpenedLayout> => {
  const path = layerTitle(container === undefined ? undefined : await slugOf(container));
  const contents = Array.from(entries, (entry) => ({ ...entry, content: { source, offset: entry.contentOffset, length: entry.size } }));
  const overlays = [{ container, entries: contents, path }];
  return await writeLayout(outputs, {
    name,
    directory,
    tag: "overlay",
    overlays,
    record,
    base: undefined,
    evidence: () => [],
    split: false,
    before: NO_INDEX,
  });
};
