import { hasErrors, type Staged } from "../diagnostics/diagnostic.ts";
import { severalOverlays } from "../oci/findings.ts";
import { isLayoutName } from "../oci/layout-name.ts";
import { openTable } from "../tar/entry-table.ts";
import type { ByteSource } from "../bytes/source.ts";
import { type OpenInput, withTarballs } from "./inputs.ts";
import { openLayoutOperand } from "./layout-operand.ts";
import { type ListedTarball, listLayer, listTarball } from "../layout/list-tarball.ts";
import type { OpenedLayout } from "../layout/open-layout.ts";
import type { OverlayConfig } from "../oci/overlay-config.ts";
import type { OpenedOverlay } from "../layout/open-overlay.ts";
import { readEach } from "./read-each.ts";
import type { Session } from "./session.ts";

export interface ReadTarball extends ListedTarball {
  /** What an overlay of an image layout was built from. */
  readonly config?: OverlayConfig;
  /** Whether there was an error. */
  readonly broken: boolean;
}

/**
 * Opens tarballs, or overlays of image layouts, and gives `use` their listings; they are closed when it ends. What is wrong with them is kept
 * for the session's end.
 */
export const withReadTarballs = <const P extends readonly string[], T>(
  session: Session,
  paths: P,
  use: (tarballs: { readonly [Index in keyof P]: ReadTarball }) => Promise<T>,
): Promise<T> => withTarballs(session, async (open) => await use(await readEach(session, paths, (path) => readInput(session, open, path))));

/** Gives `use` the listings of a host rootfs and overlays; they are closed when it ends. What is wrong with them is kept for the session's end. */
export const withReadRootfs = <T>(
  session: Session,
  [rootfs, ...overlays]: readonly [string, ...string[]],
  use: (rootfs: ReadTarball, overlays: readonly ReadTarball[]) => Promise<T>,
): Promise<T> =>
  withTarballs(session, async (open, openRootfs) => {
    const readRootfs = async (): Promise<ReadTarball> => {
      const input = await openRootfs(rootfs);
      return input.isBroken === true ? { ...input, entries: openTable(), broken: true } : keep(session, listTarball(input));
    };
    const [host, ...others] = await readEach(
      session,
      [readRootfs, ...overlays.map((path) => (): Promise<ReadTarball> => readInput(session, open, path))] as const,
      (read) => read(),
    );
    return await use(host, others);
  });

/** Gives `use` the listing of an overlay's tarball, which is closed when it ends. What is wrong with it is kept for the session's end. */
export const withReadLayer = <T>(session: Session, overlay: OpenedOverlay, use: (tarball: ReadTarball) => Promise<T>): Promise<T> =>
  withTarballs(session, async (open) => await use(await readLayer(session, open, overlay)));

/** Reads a tarball, or the overlay of an image layout. */
const readInput = async (session: Session, open: OpenInput, path: string): Promise<ReadTarball> => {
  if (!isLayoutName(path)) return await readTarball(session, open, path);
  const layout = openLayoutOperand(session, path);
  return await readOnlyOverlay(session, open, path, { layout, place: `oci:${layout?.directory}` });
};

export const readTarball = async (session: Session, open: OpenInput, path: string): Promise<ReadTarball> =>
  keep(session, listTarball(await open(path)));

/** Reads the one overlay of a layout; several are told of as `place` and the digest of each. */
export const readOnlyOverlay = async (
  session: Session,
  open: OpenInput,
  name: string,
  { layout, place }: { readonly layout: OpenedLayout | undefined; readonly place: string },
): Promise<ReadTarball> => {
  const [overlay, ...more] = layout?.overlays ?? [];
  if (overlay !== undefined && more.length === 0) return await readLayer(session, open, overlay);
  if (overlay !== undefined) {
    const names = [overlay, ...more].map(({ descriptor }) => `${place}@${descriptor.digest}`);
    session.found([severalOverlays(name, names)]);
  }
  return { file: name, source: NOTHING, entries: openTable(), broken: true };
};

const NOTHING: ByteSource = { size: 0, read: () => 0 };

const readLayer = async (session: Session, open: OpenInput, overlay: OpenedOverlay): Promise<ReadTarball> => ({
  ...keep(session, listLayer(overlay, (await open(overlay.layer)).source)),
  config: overlay.config,
});

const keep = ({ found }: Session, { value, diagnostics }: Staged<ListedTarball>): ReadTarball => {
  found(diagnostics);
  return { ...value, broken: hasErrors(diagnostics) };
};
