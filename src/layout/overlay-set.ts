import { MEDIA_TYPES } from "../oci/media-types.ts";
import type { OverlayConfig } from "../oci/overlay-config.ts";
import { isSplitTitle } from "./layer-title.ts";
import type { ListedTarball } from "./list-tarball.ts";
import type { OpenedLayout } from "./open-layout.ts";
import type { OpenedOverlay } from "./open-overlay.ts";

/** Overlays under one digest: what `verify` compares. */
export interface OverlaySet {
  readonly kind: "tarball" | "artifacts";
  /** Of a tarball before compression, else of the manifest or index. */
  readonly digest: string;
  readonly isIndex: boolean;
  readonly overlays: readonly ComparedOverlay[];
}

export interface ComparedOverlay {
  /** Of a tarball before compression, else of the manifest. */
  readonly digest: string;
  /** Options that show in a manifest; a tarball does not tell. */
  readonly options: { readonly base?: boolean; readonly split?: boolean };
  /** Absent for a tarball without a report. */
  readonly config: OverlayConfig | undefined;
  readonly list: Listing;
}

/** Gives `use` the listing of an overlay's tarball, which is open until that ends. */
export type Listing = <T>(use: (tarball: ListedTarball) => Promise<T>) => Promise<T>;

/** The overlays of a layout; `listingOf` says how the tarball of one is read. */
export const setOfLayout = ({ descriptor, overlays }: OpenedLayout, listingOf: (overlay: OpenedOverlay) => Listing): OverlaySet => ({
  kind: "artifacts",
  digest: descriptor.digest,
  isIndex: descriptor.mediaType === MEDIA_TYPES.index,
  overlays: overlays.map((overlay) => ({
    digest: overlay.descriptor.digest,
    options: { base: overlay.isImage, split: isSplitTitle(overlay.title) },
    config: overlay.config,
    list: listingOf(overlay),
  })),
});

/** A tarball that stays open; `config` is what the report beside it tells. */
export const setOfTarball = (tarball: ListedTarball, digest: string, config: OverlayConfig | undefined): OverlaySet => ({
  kind: "tarball",
  digest,
  isIndex: false,
  overlays: [{ digest, options: {}, config, list: (use) => use(tarball) }],
});

/** What of the rebuilt overlays the given ones should be: of an index, the one overlay that is given. `undefined`: they can't be told apart. */
export const counterpartOf = (given: OverlaySet, rebuilt: OverlaySet): OverlaySet | undefined => {
  const overlays = rebuilt.overlays.map((each): ComparedOverlay =>
    given.kind === "artifacts" || each.config === undefined ? each : { ...each, digest: `sha256:${each.config.overlay}` },
  );
  const [first, ...more] = overlays;
  const like = overlays.find((each) => each.digest === given.digest) ?? overlays.find((each) => isOfSame(each, given.overlays[0]));
  const only = more.length === 0 ? first : like;
  if (given.kind === "artifacts" && (given.isIndex || only === undefined)) return rebuilt;
  return only && { ...rebuilt, digest: only.digest, isIndex: false, overlays: [only] };
};

/** Whether two overlays have the same containers. */
export const isOfSame = (one: ComparedOverlay, other: ComparedOverlay | undefined): boolean =>
  one.config !== undefined && one.config.containers.join("\n") === other?.config?.containers.join("\n");
