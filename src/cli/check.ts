import { build } from "../build.ts";
import { checkAllTags } from "../check-all-tags.ts";
import { nameOverlays, readOutputPlace } from "./name-overlays.ts";
import { withBuild } from "./run-build.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `check`: what `build` would find. */
export const check = async (session: Session): Promise<number> => {
  const { options, command } = session.args;
  const isAll = options.has("all-tags");
  if (isAll && options.has("tags")) throw new UsageError("--all-tags takes every value of every tag: leave out -t", command);
  const place = readOutputPlace(session.args);
  const { diagnostics } = await withBuild(session, ({ result }) => nameOverlays(result, place), isAll ? checkAllTags : build);
  session.found(diagnostics);
  return session.conclude();
};
