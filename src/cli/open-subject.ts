import { HostError } from "../io/host.ts";
import { isLayoutName } from "../oci/layout-name.ts";
import { MEDIA_TYPES } from "../oci/media-types.ts";
import { overlayConfig, type OverlayConfig } from "../oci/overlay-config.ts";
import { parseReport } from "../oci/parse-report.ts";
import { isComplete, lackOf, looksLikeReference, parseReference } from "../oci/reference.ts";
import { sha256Of } from "../bytes/sha256.ts";
import { fetchArtifacts } from "./fetch-artifacts.ts";
import { type Artifacts, openArtifacts } from "./open-artifact.ts";
import { readLayer, type ReadTarball, readTarball } from "./read-tarball.ts";
import type { Session } from "./session.ts";
import { isSplitTitle } from "./slug.ts";

/** What is to be verified: its digest, and the overlays in it. */
export interface Subject {
  readonly kind: "tarball" | "artifacts";
  /** Of a tarball before compression, else of the manifest or index. */
  readonly digest: string;
  readonly isIndex: boolean;
  readonly overlays: readonly SubjectOverlay[];
}

export interface SubjectOverlay {
  readonly tarball: ReadTarball;
  /** Of a tarball before compression, else of the manifest. */
  readonly digest: string;
  /** Options that show in a manifest; a tarball does not tell. */
  readonly options: { readonly base?: boolean; readonly split?: boolean };
  /** Absent for a tarball without a report. */
  readonly config: OverlayConfig | undefined;
}

/** Opens a tarball, an image layout or what a reference names. `undefined`: something is wrong, which is kept for the session's end. */
export const openSubject = async (session: Session, name: string, scratch: string): Promise<Subject | undefined> => {
  if (isLayoutName(name)) return await subjectOf(session, await openArtifacts(session, name, scratch));
  const reference = session.host.isFile(name) ? undefined : parseReference(name);
  if (reference !== undefined && isComplete(reference)) return await subjectOf(session, await fetchArtifacts(session, reference, scratch));
  if (reference !== undefined && looksLikeReference(name))
    throw new HostError(name, `can't be read: no such file, and ${lackOf(reference)}`);
  return await openTarballSubject(session, name);
};

/** The overlays of artifacts, with their tarballs. */
export const subjectOf = async (session: Session, artifacts: Artifacts | undefined): Promise<Subject | undefined> => {
  if (artifacts === undefined) return undefined;
  const overlays: SubjectOverlay[] = [];
  for (const overlay of artifacts.overlays) {
    const tarball = await readLayer(session, overlay, artifacts.name);
    const options = { base: overlay.isImage, split: isSplitTitle(overlay.title) };
    if (!tarball.broken) overlays.push({ tarball, digest: overlay.descriptor.digest, options, config: overlay.config });
  }
  const { digest, mediaType } = artifacts.descriptor;
  return overlays.length < artifacts.overlays.length
    ? undefined
    : { kind: "artifacts", digest, isIndex: mediaType === MEDIA_TYPES.index, overlays };
};

const openTarballSubject = async (session: Session, path: string): Promise<Subject | undefined> => {
  const tarball = await readTarball(session, path);
  if (tarball.broken) return undefined;
  const sha256 = sha256Of(tarball.source);
  const digest = `sha256:${sha256}`;
  return {
    kind: "tarball",
    digest,
    isIndex: false,
    overlays: [{ tarball, digest, options: {}, config: configBeside(session, path, sha256) }],
  };
};

/** What the report beside a tarball tells of it. */
const configBeside = ({ host }: Session, path: string, sha256: string): OverlayConfig | undefined => {
  const file = `${path}.json`;
  const report = host.isFile(file) ? parseReport(host.readFile(file), file).value : undefined;
  if (report === undefined) return undefined;
  const [only, ...more] = report.overlays;
  const written = more.length === 0 ? only : report.overlays.find((each) => each.sha256 === sha256Of(host.openFile(path)));
  return written && overlayConfig(report.record, sha256, written.container);
};
