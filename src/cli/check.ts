import { build } from "../build.ts";
import { checkAllTags } from "../check-all-tags.ts";
import { nameOverlays, readOutputPlace } from "./name-overlays.ts";
import { describeRun } from "./describe-run.ts";
import { type Built, withBuild } from "./run-build.ts";
import { DONE, type Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `check`: what `build` would find. */
export const check = async (session: Session): Promise<number> => {
  const { options, command } = session.args;
  const isAll = options.has("all-tags");
  if (isAll && options.has("tags")) throw new UsageError("--all-tags takes every value of every tag: leave out -t", command);
  const place = readOutputPlace(session.args);
  const use = async ({ input, result }: Built): Promise<number> => {
    session.found((await nameOverlays(result, place)).diagnostics);
    const code = session.conclude();
    if (code === DONE) session.outcome(`checked: ${describeRun(input, result)}`);
    return code;
  };
  return await withBuild(session, use, isAll ? checkAllTags : build);
};
