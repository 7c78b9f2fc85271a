import { otherRootfs } from "../apply/findings.ts";
import { sha256Of } from "../bytes/sha256.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ReadTarball } from "./read-tarball.ts";
import { reportBeside, reportPathOf } from "./report-beside.ts";
import type { Session } from "./session.ts";

/** The rootfs that an overlay was built on. */
interface Told {
  readonly overlay: string;
  readonly sha256: string;
  /** How it was called; a layout keeps no names. */
  readonly rootfs: string | undefined;
  /** What tells of it. */
  readonly teller: string;
}

/** Finds overlays that were built on another rootfs, by the report beside a tarball or the config in a layout. The rootfs is hashed only if there is one of these. */
export const judgeRootfs = (session: Session, rootfs: ReadTarball, overlays: readonly ReadTarball[]): readonly Diagnostic[] => {
  const told = overlays.flatMap((overlay) => toldOf(session, overlay) ?? []);
  if (told.length === 0) return [];
  const sha256 = sha256Of(rootfs.source);
  return told.filter((each) => each.sha256 !== sha256).map((each) => otherRootfs(each.overlay, each, { rootfs: rootfs.file, sha256 }));
};

const toldOf = (session: Session, { file, config }: ReadTarball): Told | undefined => {
  const inConfig = config?.inputs.find(({ kind }) => kind === "rootfs");
  if (inConfig !== undefined) return { overlay: file, sha256: inConfig.sha256, rootfs: undefined, teller: "its config" };
  const inReport = reportBeside(session, file)?.record.inputs.find(({ kind }) => kind === "rootfs");
  return inReport && { overlay: file, sha256: inReport.sha256, rootfs: inReport.path, teller: reportPathOf(file) };
};
