import { allow } from "../allow/allow.ts";
import type { Selection } from "../model/config.ts";
import { printSelections } from "../report/selections.ts";
import { select } from "../select.ts";
import { readBuildOptions } from "./build-options.ts";
import { explainPaths } from "./explain-paths.ts";
import { readTexts } from "./inputs.ts";
import { lastOf } from "./parse-arguments.ts";
import { withBuild } from "./run-build.ts";
import type { Session } from "./session.ts";

/** `explain`: why something is in the overlay (`--path`), else what each tag kept or left out. With a rootfs the findings are those of `check`, without one they stop at the model. */
export const explain = async (session: Session): Promise<number> => {
  const paths = session.args.options.get("path") ?? [];
  if (paths.length > 0) return await explainPaths(session, paths);
  const hasRootfs = lastOf(session.args, "rootfs") !== undefined;
  const selections = hasRootfs ? await withBuild(session, async ({ result }) => result.selections) : await selectOnly(session);
  const code = session.conclude();
  await session.host.print(printSelections(selections));
  return code;
};

const selectOnly = async (session: Session): Promise<readonly Selection[]> => {
  const texts = await readTexts(session);
  const { value, diagnostics } = select({ ...texts, options: readBuildOptions(session.args, session.host.environment) });
  const judged = allow({ ...value, found: diagnostics, files: texts.allow, complete: false });
  session.found(judged.diagnostics, [...texts.descriptions, texts.config, ...texts.allow]);
  session.suppressed(judged.suppressed);
  return value.selections;
};
