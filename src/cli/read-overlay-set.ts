import { sha256Of } from "../bytes/sha256.ts";
import { overlayConfig, type OverlayConfig } from "../oci/overlay-config.ts";
import type { OpenedLayout } from "../layout/open-layout.ts";
import { type OverlaySet, setOfLayout, setOfTarball } from "../layout/overlay-set.ts";
import { reportBeside } from "./report-beside.ts";
import { type ReadTarball, withReadLayer } from "./read-tarball.ts";
import type { Session } from "./session.ts";

/** The overlays of a layout, after their tarballs were read. `undefined`: something is wrong, which is kept for the session's end. */
export const readLayoutSet = async (session: Session, layout: OpenedLayout | undefined): Promise<OverlaySet | undefined> => {
  if (layout === undefined) return undefined;
  let isBroken = false;
  for (const overlay of layout.overlays) isBroken = (await withReadLayer(session, overlay, async ({ broken }) => broken)) || isBroken;
  return isBroken ? undefined : layoutSet(session, layout);
};

/** The overlays of a layout whose tarballs were read or written by us: nothing more is found in them. */
export const layoutSet = (session: Session, layout: OpenedLayout): OverlaySet =>
  setOfLayout(layout, (overlay) => (use) => withReadLayer({ ...session, found: () => false }, overlay, use));

/** A tarball that stays open, with what the report beside it tells. `undefined`: something is wrong with it. */
export const tarballSet = (session: Session, path: string, tarball: ReadTarball): OverlaySet | undefined => {
  if (tarball.broken) return undefined;
  const sha256 = sha256Of(tarball.source);
  return setOfTarball(tarball, `sha256:${sha256}`, configBeside(session, path, sha256));
};

const configBeside = (session: Session, path: string, sha256: string): OverlayConfig | undefined => {
  const { host } = session;
  const report = reportBeside(session, path);
  if (report === undefined) return undefined;
  const [only, ...more] = report.overlays;
  const ofFile = (): string => host.withFile(path, sha256Of);
  const written = more.length === 0 ? only : report.overlays.find((each) => each.sha256 === ofFile());
  return written && overlayConfig(report.record, sha256, written.container);
};
