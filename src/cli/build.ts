import { makeReport } from "../report/report.ts";
import { checkOutputs } from "./check-outputs.ts";
import { nameOverlays, readOutputPlace } from "./name-overlays.ts";
import { lastOf } from "./parse-arguments.ts";
import { runBuild } from "./run-build.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";
import { writeOutputs } from "./write-outputs.ts";

/** `build`: makes the overlays and the report. */
export const build = async (session: Session): Promise<number> => {
  const { args } = session;
  const place = readOutputPlace(args);
  const report = lastOf(args, "report");
  if (report === "-") throw new UsageError("--report names a file of its own", args.command);
  checkOutputs(session, [place.path, report]);
  const { input, result } = await runBuild(session);
  const { value: archives, diagnostics } = await nameOverlays(result, place);
  session.found(diagnostics);
  const { plan } = result;
  if (plan === undefined || result.overlays.length === 0 || diagnostics.length > 0) return session.conclude();
  return await writeOutputs(session, {
    archives,
    directory: place.kind === "directory" ? place.path : undefined,
    report: report === undefined ? undefined : { path: report, text: (overlays) => makeReport({ input, result, plan, overlays }) },
  });
};
