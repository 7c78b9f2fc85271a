import { nameOverlays, readOutputPlace } from "./name-overlays.ts";
import { runBuild } from "./run-build.ts";
import type { Session } from "./session.ts";

/** `check`: what `build` would find. */
export const check = async (session: Session): Promise<number> => {
  const place = readOutputPlace(session.args);
  const { result } = await runBuild(session);
  session.found((await nameOverlays(result, place)).diagnostics);
  return session.conclude();
};
