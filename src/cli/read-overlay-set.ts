import { sha256Of } from "../bytes/sha256.ts";
import { HostError } from "../io/host.ts";
import { isLayoutName } from "../oci/layout-name.ts";
import { overlayConfig, type OverlayConfig } from "../oci/overlay-config.ts";
import { parseReport } from "../oci/parse-report.ts";
import { completeReference, lackOf, looksLikeReference, parseReference } from "../oci/reference.ts";
import { fetchLayout } from "../layout/fetch-layout.ts";
import { openLayoutOperand } from "./layout-operand.ts";
import type { OpenedLayout } from "../layout/open-layout.ts";
import { type OverlaySet, setOfLayout, setOfTarball } from "../layout/overlay-set.ts";
import { type ReadTarball, withReadLayer } from "./read-tarball.ts";
import { openRegistry } from "./registry.ts";
import type { Session } from "./session.ts";

/** Where the overlays lie that are read. */
export type OverlayOrigin =
  | { readonly kind: "layout"; readonly layout: OpenedLayout | undefined }
  | { readonly kind: "tarball"; readonly path: string };

/** Finds what an operand names: a tarball, an image layout, or something in a registry, which is fetched into `scratch`. */
export const findOverlays = async (session: Session, name: string, scratch: string): Promise<OverlayOrigin> => {
  const { host } = session;
  if (isLayoutName(name)) return { kind: "layout", layout: openLayoutOperand(session, name) };
  const reference = host.isFile(name) ? undefined : parseReference(name);
  const complete = reference && completeReference(reference);
  if (complete !== undefined) {
    const { value: layout, diagnostics } = await fetchLayout(complete, { registry: openRegistry(session), files: host, scratch });
    session.found(diagnostics);
    return { kind: "layout", layout };
  }
  if (reference !== undefined && looksLikeReference(name))
    throw new HostError(name, `can't be read: no such file, and ${lackOf(reference)}`);
  return { kind: "tarball", path: name };
};

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

const configBeside = ({ host }: Session, path: string, sha256: string): OverlayConfig | undefined => {
  const file = `${path}.json`;
  const report = host.isFile(file) ? parseReport(host.readFile(file), file).value : undefined;
  if (report === undefined) return undefined;
  const [only, ...more] = report.overlays;
  const ofFile = (): string => host.withFile(path, sha256Of);
  const written = more.length === 0 ? only : report.overlays.find((each) => each.sha256 === ofFile());
  return written && overlayConfig(report.record, sha256, written.container);
};
