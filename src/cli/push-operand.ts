import { sha256Of } from "../bytes/sha256.ts";
import { otherTarball } from "../oci/findings.ts";
import { isLayoutName } from "../oci/layout-name.ts";
import { parseReport } from "../oci/parse-report.ts";
import { openLayoutOperand } from "./layout-operand.ts";
import type { OpenedLayout } from "../layout/open-layout.ts";
import { packOverlay } from "../layout/pack-overlay.ts";
import { reportPathOf } from "./report-beside.ts";
import { withReadTarballs } from "./read-tarball.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";
import { commitOutputs } from "./write-outputs.ts";

/**
 * Opens what an operand of `push` names: an image layout, or a tarball with its report beside it, from which the layout is made in
 * `scratch`. `undefined`: something is wrong, which is kept for the session's end. Throws a UsageError or a HostError.
 */
export const openPushOperand = async (session: Session, operand: string, scratch: string): Promise<OpenedLayout | undefined> =>
  isLayoutName(operand) ? openLayoutOperand(session, operand) : await packTarball(session, operand, scratch);

const packTarball = async (session: Session, path: string, scratch: string): Promise<OpenedLayout | undefined> => {
  const { host } = session;
  const reportPath = reportPathOf(path);
  const sha256 = host.withFile(path, sha256Of);
  if (!host.isFile(reportPath)) {
    const help = `build it with --report ${reportPath}, or as oci:<directory>`;
    throw new UsageError(`${path} has no report beside it: ${help}`, session.args.command);
  }
  const { value: report, diagnostics } = parseReport(host.readFile(reportPath), reportPath);
  session.found(diagnostics);
  return await withReadTarballs(session, [path], async ([tarball]) => {
    if (report === undefined || tarball.broken) return undefined;
    const { record, overlays } = report;
    const found = overlays.find((each) => each.sha256 === sha256);
    if (found === undefined) return void session.found([otherTarball(path, reportPath)]);
    const { container } = found;
    return await commitOutputs(host, (outputs) => packOverlay(outputs, scratch, { name: path, tarball, record, container }), "scratch");
  });
};
