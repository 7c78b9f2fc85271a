import type { OverlaySet } from "../layout/overlay-set.ts";
import { NO_INDEX } from "../oci/layout-index.ts";
import { buildRecord } from "../report/build-record.ts";
import { nameOverlays } from "./name-overlays.ts";
import { layoutSet } from "./read-overlay-set.ts";
import { withBuild } from "./run-build.ts";
import type { Session } from "./session.ts";
import { writeLayout } from "../layout/write-layout.ts";
import { commitOutputs } from "./write-outputs.ts";

/** Builds what a command line says into an image layout of its own. `undefined`: there were errors. Throws a UsageError or a HostError. */
export const rebuild = async (session: Session, directory: string): Promise<OverlaySet | undefined> => {
  const place = { kind: "layout", path: "the rebuilt overlay", directory, tag: "rebuilt" } as const;
  return await withBuild(session, async ({ input, result }) => {
    const { value: overlays, diagnostics } = await nameOverlays(result, place);
    const { plan } = result;
    if (session.found(diagnostics) || plan === undefined || overlays.length === 0) return undefined;
    const record = buildRecord(input, result, plan);
    const base = session.args.options.has("base") ? result.rootfs : undefined;
    const { split } = input.options;
    const layout = { ...place, name: place.path, overlays, record, base, evidence: () => [], split, before: NO_INDEX };
    return layoutSet(session, await commitOutputs(session.host, (outputs) => writeLayout(outputs, layout), "scratch"));
  });
};
