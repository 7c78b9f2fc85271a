import { type ParsedReport, parseReport } from "../oci/parse-report.ts";
import type { Session } from "./session.ts";

/** The path of the report beside a tarball. */
export const reportPathOf = (tarball: string): string => `${tarball}.json`;

/** What the report beside a tarball tells; `undefined`: there is none that can be read. */
export const reportBeside = ({ host }: Session, tarball: string): ParsedReport | undefined => {
  const path = reportPathOf(tarball);
  return host.isFile(path) ? parseReport(host.readFile(path), path).value : undefined;
};
