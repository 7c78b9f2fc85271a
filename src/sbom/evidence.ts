import { TITLE } from "../oci/annotations.ts";
import type { Artifact } from "../oci/artifact.ts";
import type { JsonObject } from "../oci/canonical-json.ts";
import { type Document, document } from "../oci/descriptor.ts";
import { manifest } from "../oci/manifest.ts";
import { MEDIA_TYPES } from "../oci/media-types.ts";
import type { PackageList } from "../model/read-packages.ts";
import type { Plan } from "../plan/plan.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { readPackageOwners } from "../rootfs/packages.ts";
import type { Views } from "../view/views.ts";
import type { NewEntry } from "../tar/entry.ts";
import { fileDigester } from "./file-digests.ts";
import { provenance } from "./provenance.ts";
import { fileSeer } from "./seen-files.ts";
import { spdxDocument } from "./spdx.ts";

/** Something that is told of an artifact: blobs, and a manifest that has the artifact as its subject. */
export interface Evidence {
  readonly blobs: readonly Document[];
  readonly manifest: Document;
}

/** Tells of an artifact, whose overlay has these entries: what its containers see (SPDX), and what it was built from (SLSA). */
export type EvidenceMaker = (artifact: Artifact, entries: readonly NewEntry[]) => readonly Evidence[];

export interface ToldFrom {
  readonly plan: Plan;
  readonly views: Views;
  readonly rootfs: HostRootfs;
  /** What a manifest tells of the rootfs' packages, which counts where the rootfs itself does not tell. */
  readonly packages: PackageList | undefined;
  /** Of lxc-overlay. */
  readonly version: string;
}

/** Tells of the artifacts of one build. */
export const evidenceMaker = ({ plan, views, rootfs, packages, version }: ToldFrom): EvidenceMaker => {
  const owners = readPackageOwners(rootfs);
  const listed = owners.size > 0 ? [] : (packages?.packages ?? []);
  const digestsOf = fileDigester(rootfs.source);
  return (artifact, entries) => {
    const { digest } = artifact.manifest.descriptor;
    const { containers: names, options } = artifact.overlay;
    const sourceDateEpoch = typeof options.sourceDateEpoch === "number" ? options.sourceDateEpoch : undefined;
    const see = fileSeer({ views, rootfs, entries });
    const containers = plan.containers
      .filter(({ name }) => names.includes(name))
      .map((container) => ({ name: container.name, seen: see(container) }));
    const sbom = spdxDocument({ containers, owners, listed, digestsOf, digest, version, sourceDateEpoch });
    return [
      referrer(artifact, MEDIA_TYPES.spdx, "sbom.spdx.json", sbom),
      referrer(artifact, MEDIA_TYPES.inToto, "provenance.intoto.json", provenance(artifact, version)),
    ];
  };
};

const referrer = ({ manifest: { descriptor } }: Artifact, type: string, title: string, value: JsonObject): Evidence => {
  const config = document(MEDIA_TYPES.empty, {});
  const blob = document(type, value);
  const { mediaType, digest, size } = descriptor;
  const made = manifest({
    artifactType: type,
    config: config.descriptor,
    layers: [{ ...blob.descriptor, annotations: { [TITLE]: title } }],
    annotations: { [TITLE]: title },
    subject: { mediaType, digest, size },
  });
  return { blobs: [config, blob], manifest: made };
};
