import { allOf, chunksOf } from "../bytes/content.ts";
import type { Outputs } from "../io/host.ts";
import { otherFormat, unsafeTitle } from "../oci/findings.ts";
import { pulledReport } from "../oci/pulled-report.ts";
import { completeReference } from "../oci/reference.ts";
import { FORMAT_VERSION } from "../report/build-record.ts";
import { fetchLayout } from "../layout/fetch-layout.ts";
import { isSplitTitle } from "../layout/layer-title.ts";
import type { OpenedOverlay } from "../layout/open-overlay.ts";
import { lastOf } from "./parse-arguments.ts";
import { pulledNames } from "../layout/pulled-names.ts";
import { withReadLayer } from "./read-tarball.ts";
import { openRegistry, readReference } from "./registry.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";
import { type WrittenFile, writeOutputs } from "./write-outputs.ts";

/** `pull`: writes the overlays that a reference names into a directory, as plain tarballs with their reports beside them. */
export const pull = async (session: Session): Promise<number> => {
  const { args, host } = session;
  const [operand, ...more] = args.operands;
  const output = lastOf(args, "output");
  if (operand === undefined || more.length > 0) throw new UsageError("pull takes one place in a registry", args.command);
  if (output === undefined || output === "-") throw new UsageError("pull needs a directory: -o <dir>", args.command);
  const reference = completeReference(readReference(session, operand));
  if (reference === undefined)
    throw new UsageError("what to fetch is <registry>/<repository>:<tag> or <registry>/<repository>@<digest>", args.command);
  return await host.withTemporaryDirectory(async (scratch) => {
    const { value: layout, diagnostics } = await fetchLayout(reference, { registry: openRegistry(session), files: host, scratch });
    session.found(diagnostics);
    if (layout === undefined) return session.conclude();
    // An index may list a manifest twice.
    const overlays = [...new Map(layout.overlays.map((overlay) => [overlay.descriptor.digest, overlay])).values()];
    const other = overlays.find(({ config }) => config.formatVersion !== FORMAT_VERSION);
    if (other !== undefined) session.found([otherFormat(operand, other.config.formatVersion, FORMAT_VERSION)]);
    return await writeOutputs(session, { write: (outputs) => writePulled(session, outputs, { overlays, directory: directoryOf(output) }) });
  });
};

const directoryOf = (output: string): string => output.replace(/(?<=.)\/+$/, "");

interface Pulled {
  readonly overlays: readonly OpenedOverlay[];
  readonly directory: string;
}

const writePulled = async (
  session: Session,
  outputs: Outputs,
  { overlays, directory }: Pulled,
): Promise<readonly WrittenFile[] | undefined> => {
  const names = await pulledNames(overlays);
  const written: WrittenFile[] = [];
  outputs.directory(directory);
  for (const [index, overlay] of overlays.entries()) {
    const name = names[index];
    if (name === undefined) session.found([unsafeTitle(overlay.name, overlay.title)]);
    const file = await writeOne(session, outputs, { overlay, path: name && `${directory}/${name}` });
    if (file !== undefined) written.push(file);
  }
  return written.length < overlays.length ? undefined : written;
};

/** Writes a tarball and its report. `undefined`: something is wrong with it, or it has no path. */
const writeOne = (
  session: Session,
  outputs: Outputs,
  { overlay, path }: { readonly overlay: OpenedOverlay; readonly path: string | undefined },
): Promise<WrittenFile | undefined> =>
  withReadLayer(session, overlay, async ({ source, entries, broken }) => {
    if (broken || path === undefined) return undefined;
    const sha256 = await outputs.write(path, chunksOf(allOf(source)));
    const container = isSplitTitle(overlay.title) ? overlay.config.containers[0] : undefined;
    const report = pulledReport({ config: overlay.config, entries: [...entries], path: session.nameOf(path), sha256, container });
    await outputs.write(`${path}.json`, [Buffer.from(report)]);
    return { path, sha256 };
  });
