import { buildRecord } from "../report/build-record.ts";
import { makeReport } from "../report/report.ts";
import { evidenceMaker } from "../sbom/evidence.ts";
import { checkOutputs } from "./check-outputs.ts";
import { filesOf, nameOverlays, readOutputPlace } from "./name-overlays.ts";
import { lastOf } from "./parse-arguments.ts";
import { isLayout, readIndex } from "./read-index.ts";
import { runBuild } from "./run-build.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";
import { writeLayout } from "./write-layout.ts";
import { writeArchives, writeOutputs } from "./write-outputs.ts";

/** `build`: makes the overlays and the report. */
export const build = async (session: Session): Promise<number> => {
  const { args } = session;
  const place = readOutputPlace(args);
  const report = lastOf(args, "report");
  if (report === "-") throw new UsageError("--report names a file of its own", args.command);
  checkOutputs(session, [...filesOf(place), report]);
  const { input, result } = await runBuild(session);
  const named = await nameOverlays(result, place);
  session.found(named.diagnostics);
  const { plan, views, rootfs } = result;
  if (plan === undefined || views === undefined || rootfs === undefined || result.overlays.length === 0 || named.diagnostics.length > 0)
    return session.conclude();
  const overlays = named.value;
  if (place.kind === "directory") checkOutputs(session, [...overlays.map(({ path }) => path), report]);
  const before = place.kind === "layout" && isLayout(session, place.directory) ? readIndex(session, place.directory) : [];
  if (before === undefined) return session.conclude();
  const record = once(() => buildRecord(input, result, plan));
  return await writeOutputs(session, {
    write: async (outputs) => {
      if (place.kind === "layout") {
        const evidence = evidenceMaker({ plan, views, rootfs, version: session.host.version });
        const base = args.options.has("base") ? rootfs : undefined;
        return await writeLayout(outputs, { place, overlays, record: record(), base, evidence, split: input.options.split, before });
      }
      if (place.kind === "directory") outputs.directory(place.path);
      return await writeArchives(outputs, overlays);
    },
    report:
      report === undefined
        ? undefined
        : { path: report, text: (written) => makeReport({ record: record(), result, plan, overlays: written }) },
  });
};

/** Digests of large inputs are computed where they are told, and then only once. */
const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};
