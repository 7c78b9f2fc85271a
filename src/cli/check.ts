import { build } from "../build.ts";
import { checkAllTags } from "../check-all-tags.ts";
import { checkOutputs } from "./check-outputs.ts";
import { openFixes } from "./fix-descriptions.ts";
import { nameOverlays, readOutputPlace } from "./name-overlays.ts";
import { describeRun } from "./describe-run.ts";
import type { Built } from "./built.ts";
import { readPagePath, writePageAlone } from "./page.ts";
import { withRun } from "./run-build.ts";
import { DONE, type Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `check`: what `build` would find; with --fix in descriptions that are mended. */
export const check = async (session: Session): Promise<number> => {
  const { options, command } = session.args;
  const isAll = options.has("all-tags");
  if (isAll && options.has("tags")) throw new UsageError("--all-tags takes every value of every tag: leave out -t", command);
  const place = readOutputPlace(session.args);
  checkOutputs(session, [readPagePath(session.args)]);
  const judge = isAll ? checkAllTags : build;
  const fixes = options.has("fix") ? openFixes(session, judge) : undefined;
  const use = async (built: Built): Promise<number> => {
    const { input, result } = built;
    await fixes?.write();
    const { diagnostics } = await nameOverlays(result, place);
    session.found(diagnostics);
    await writePageAlone(session, built, diagnostics);
    const code = session.conclude();
    if (code === DONE) session.outcome(`checked: ${describeRun(input, result)}`);
    return code;
  };
  return await withRun(session, judge, use, fixes?.run);
};
