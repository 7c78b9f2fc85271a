import { nameOverlays, readOutputPlace } from "./name-overlays.ts";
import { withBuild } from "./run-build.ts";
import type { Session } from "./session.ts";

/** `check`: what `build` would find. */
export const check = async (session: Session): Promise<number> => {
  const place = readOutputPlace(session.args);
  const { diagnostics } = await withBuild(session, ({ result }) => nameOverlays(result, place));
  session.found(diagnostics);
  return session.conclude();
};
