import { findOverlays, referenceOf } from "./find-overlays.ts";
import { withTarballs } from "./inputs.ts";
import { readEach } from "./read-each.ts";
import { readOnlyOverlay, type ReadTarball, readTarball } from "./read-tarball.ts";
import type { Session } from "./session.ts";

/**
 * Opens overlays, each a tarball, one of an image layout or one of a registry, and gives `use` their listings; they are closed when it ends.
 * What is wrong with them is kept for the session's end.
 */
export const withReadOverlays = <const P extends readonly string[], T>(
  session: Session,
  names: P,
  use: (overlays: { readonly [Index in keyof P]: ReadTarball }) => Promise<T>,
): Promise<T> => {
  const { host } = session;
  const read = (scratch: string): Promise<T> =>
    withTarballs(session, async (open) => {
      let count = 0;
      const readOne = async (name: string): Promise<ReadTarball> => {
        const origin = await findOverlays(session, name, `${scratch}/${(count += 1)}`);
        return origin.kind === "tarball"
          ? await readTarball(session, open, origin.path)
          : await readOnlyOverlay(session, open, name, origin);
      };
      return await use(await readEach(session, names, readOne));
    });
  return names.some((name) => referenceOf(host, name) !== undefined) ? host.withTemporaryDirectory(read) : read("");
};
