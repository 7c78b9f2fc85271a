import { buildRecord } from "../report/build-record.ts";
import { type LayoutPlace, nameOverlays } from "./name-overlays.ts";
import { openLayout } from "./open-layout.ts";
import { type Subject, subjectOf } from "./open-subject.ts";
import { runBuild } from "./run-build.ts";
import type { Session } from "./session.ts";
import { writeLayout } from "./write-layout.ts";

/** Builds what a command line says into an image layout of its own. `undefined`: there were errors. Throws a UsageError or a HostError. */
export const rebuild = async (session: Session, directory: string): Promise<Subject | undefined> => {
  const { input, result } = await runBuild(session);
  const place: LayoutPlace = { kind: "layout", path: "the rebuilt overlay", directory, tag: "rebuilt" };
  const { value: overlays, diagnostics } = await nameOverlays(result, place);
  const { plan } = result;
  if (session.found(diagnostics) || plan === undefined || overlays.length === 0) return undefined;
  const outputs = session.host.openOutputs();
  try {
    const record = buildRecord(input, result, plan);
    const base = session.args.options.has("base") ? result.rootfs : undefined;
    await writeLayout(outputs, { place, overlays, record, base, evidence: () => [], split: input.options.split, before: [] });
    outputs.commit();
  } finally {
    outputs.discard();
  }
  const opened = openLayout(session, { directory, tag: place.tag, digest: undefined }, place.path);
  return await subjectOf(session, opened && { ...opened, name: place.path, directory });
};
