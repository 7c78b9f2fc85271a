import { otherTarball } from "../oci/findings.ts";
import { isLayoutName, parseLayoutName } from "../oci/layout-name.ts";
import { parseReport } from "../oci/parse-report.ts";
import { sha256Of } from "../bytes/sha256.ts";
import { openLayout, type OpenedLayout } from "./open-layout.ts";
import { readTarball } from "./read-tarball.ts";
import type { Session } from "./session.ts";
import { layerTitle, slugOf } from "./slug.ts";
import { UsageError } from "./usage-error.ts";
import { writeLayout } from "./write-layout.ts";

/** Overlays as artifacts of an image layout on disk. */
export interface Artifacts extends OpenedLayout {
  /** As the command line calls them. */
  readonly name: string;
  readonly directory: string;
}

/**
 * Opens what an operand of `push` names: an image layout, or a tarball with its report beside it, from which the layout is made in
 * `scratch`. `undefined`: something is wrong, which is kept for the session's end. Throws a UsageError or a HostError.
 */
export const openArtifacts = async (session: Session, operand: string, scratch: string): Promise<Artifacts | undefined> => {
  if (!isLayoutName(operand)) return await packTarball(session, operand, scratch);
  const name = parseLayoutName(operand);
  if (name === undefined) throw new UsageError(`an OCI image layout is oci:<directory>[:tag], not ${operand}`, session.args.command);
  const opened = openLayout(session, name, operand);
  return opened && { ...opened, name: operand, directory: name.directory };
};

const packTarball = async (session: Session, path: string, scratch: string): Promise<Artifacts | undefined> => {
  const { host } = session;
  const file = host.openFile(path);
  const reportPath = `${path}.json`;
  if (!host.isFile(reportPath)) {
    const help = `build it with --report ${reportPath}, or as oci:<directory>`;
    throw new UsageError(`${path} has no report beside it: ${help}`, session.args.command);
  }
  const { value: report, diagnostics } = parseReport(host.readFile(reportPath), reportPath);
  session.found(diagnostics);
  const { entries, source, broken } = await readTarball(session, path);
  if (report === undefined || broken) return undefined;
  const { record, overlays } = report;
  const sha256 = sha256Of(file);
  const found = overlays.find((each) => each.sha256 === sha256);
  if (found === undefined) return void session.found([otherTarball(path, reportPath)]);
  const { container } = found;
  const title = layerTitle(container === undefined ? undefined : await slugOf(container));
  const place = { kind: "layout", path, directory: scratch, tag: "overlay" } as const;
  const contents = Array.from(entries, (entry) => ({ ...entry, content: { source, offset: entry.contentOffset, length: entry.size } }));
  const outputs = host.openOutputs();
  try {
    const overlay = { container, entries: contents, path: title };
    await writeLayout(outputs, { place, overlays: [overlay], record, base: undefined, evidence: () => [], split: false, before: [] });
    outputs.commit();
  } finally {
    outputs.discard();
  }
  const opened = openLayout(session, { directory: scratch, tag: "overlay", digest: undefined }, path);
  return opened && { ...opened, name: path, directory: scratch };
};
