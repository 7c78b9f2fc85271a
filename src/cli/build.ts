import { buildRecord } from "../report/build-record.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { type LayoutIndex, NO_INDEX } from "../oci/layout-index.ts";
import { MEDIA_TYPES } from "../oci/media-types.ts";
import { makeReport } from "../report/report.ts";
import { evidenceMaker } from "../sbom/evidence.ts";
import { once } from "../check/once.ts";
import { describeRun } from "./describe-run.ts";
import { checkOutputs } from "./check-outputs.ts";
import { filesOf, type LayoutPlace, type NamedOverlay, nameOverlays, type OutputPlace, readOutputPlace } from "./name-overlays.ts";
import { pageFiles, readPagePath, writePageAlone } from "./page.ts";
import { lastOf } from "./parse-arguments.ts";
import type { OpenedLayout } from "../layout/open-layout.ts";
import { readIndexBefore } from "../layout/read-index.ts";
import type { Built } from "./built.ts";
import { withBuild } from "./run-build.ts";
import { DONE, type Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";
import { writeLayout } from "../layout/write-layout.ts";
import { writeArchives, type WrittenFile, writeOutputs } from "./write-outputs.ts";

/** `build`: makes the overlays and the report. */
export const build = async (session: Session): Promise<number> => {
  const { args } = session;
  const place = readOutputPlace(args);
  const report = lastOf(args, "report");
  if (report === "-") throw new UsageError("--report names a file of its own", args.command);
  const page = readPagePath(args);
  checkOutputs(session, [...filesOf(place), report, page]);
  return await withBuild(session, async (built) => {
    const { value: named, diagnostics } = await nameOverlays(built.result, place);
    session.found(diagnostics);
    const code = diagnostics.length > 0 ? undefined : await writeBuild(session, built, named, { place, report, page });
    if (code === undefined) await writePageAlone(session, built, diagnostics);
    return code ?? session.conclude();
  });
};

interface Destination {
  readonly place: OutputPlace;
  /** Path of the report. */
  readonly report: string | undefined;
  readonly page: string | undefined;
}

/** `undefined`: errors were found, and no overlay is written. */
const writeBuild = async (
  session: Session,
  built: Built,
  overlays: readonly NamedOverlay[],
  { place, report, page }: Destination,
): Promise<number | undefined> => {
  const { input, result } = built;
  const { plan, views, rootfs, packages } = result;
  if (plan === undefined || views === undefined || rootfs === undefined || overlays.length === 0) return undefined;
  if (place.kind === "directory") checkOutputs(session, [...overlays.map(({ path }) => path), report, page]);
  const before = place.kind === "layout" ? readBefore(session, place) : NO_INDEX;
  if (before === undefined) return undefined;
  // Digests of large inputs are computed where they are told.
  const record = once(() => buildRecord(input, result, plan));
  const code = await writeOutputs(session, {
    write: async (outputs) => {
      if (place.kind === "layout") {
        const evidence = evidenceMaker({ plan, views, rootfs, packages, version: session.host.version });
        const base = session.args.options.has("base") ? rootfs : undefined;
        const { split } = input.options;
        const layout = { ...place, name: place.path, overlays, record: record(), base, evidence, split, before };
        return filesOfLayout(place, overlays, await writeLayout(outputs, layout));
      }
      if (place.kind === "directory") outputs.directory(place.path);
      return await writeArchives(outputs, overlays);
    },
    beside: [
      ...(report === undefined
        ? []
        : [
            {
              path: report,
              text: (written: readonly WrittenFile[]) =>
                makeReport({ record: record(), result, plan, overlays: namedIn(session, written) }),
            },
          ]),
      ...pageFiles(session, built, () => record().inputs),
    ],
  });
  if (code === DONE) session.outcome(`made${place.path === "-" ? "" : ` ${place.path}`}: ${describeRun(input, result)}`);
  return code;
};

/** The index of the layout so far. `undefined`: it is none, which is kept for the session's end. */
const readBefore = ({ host, found }: Session, { directory }: LayoutPlace): LayoutIndex | undefined => {
  const { value, diagnostics } = readIndexBefore(host, directory);
  found(diagnostics);
  return value;
};

/** What was tagged, and the manifests in the index if that is one. */
const filesOfLayout = (
  { directory, path }: LayoutPlace,
  named: readonly NamedOverlay[],
  { descriptor, overlays }: OpenedLayout,
): readonly WrittenFile[] => {
  const listed = descriptor.mediaType === MEDIA_TYPES.index ? overlays : [];
  return [
    { path, sha256: hexOf(descriptor) },
    ...listed.map((each, index) => ({
      path: `oci:${directory}@${each.descriptor.digest}`,
      sha256: hexOf(each.descriptor),
      container: named[index]?.container,
    })),
  ];
};

const hexOf = ({ digest }: Descriptor): string => digest.replace("sha256:", "");

/** What was written, as a report calls it. */
const namedIn = ({ nameOf }: Session, written: readonly WrittenFile[]): readonly WrittenFile[] =>
  written.map((each) => ({ ...each, path: nameOf(each.path) }));
