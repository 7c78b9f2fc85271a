import { otherRootfs } from "../apply/findings.ts";
import { hashingSource } from "../bytes/hashing-source.ts";
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

/** A rootfs, and once its contents were read what is wrong with it for the overlays. */
export interface JudgedRootfs {
  readonly rootfs: ReadTarball;
  readonly judge: () => readonly Diagnostic[];
}

/**
 * Finds overlays that were built on another rootfs, by the report beside a tarball or the config in a layout. The rootfs is hashed while it is
 * read, and only if there is one of these.
 */
export const judgedRootfs = (session: Session, rootfs: ReadTarball, overlays: readonly ReadTarball[]): JudgedRootfs => {
  const told = overlays.flatMap((overlay) => toldOf(session, overlay) ?? []);
  if (told.length === 0) return { rootfs, judge: () => [] };
  const { source, sha256 } = hashingSource(rootfs.source);
  const judge = (): readonly Diagnostic[] => {
    const given = { rootfs: rootfs.file, sha256: sha256() };
    return told.filter((each) => each.sha256 !== given.sha256).map((each) => otherRootfs(each.overlay, each, given));
  };
  return { rootfs: { ...rootfs, source }, judge };
};

const toldOf = (session: Session, { file, config }: ReadTarball): Told | undefined => {
  const inConfig = config?.inputs.find(({ kind }) => kind === "rootfs");
  if (inConfig !== undefined) return { overlay: file, sha256: inConfig.sha256, rootfs: undefined, teller: "its config" };
  const inReport = reportBeside(session, file)?.record.inputs.find(({ kind }) => kind === "rootfs");
  return inReport && { overlay: file, sha256: inReport.sha256, rootfs: inReport.path, teller: reportPathOf(file) };
};
