import { createHash } from "node:crypto";
import type { JsonObject } from "../oci/canonical-json.ts";
import { rfc3339 } from "../oci/rfc3339.ts";
import type { ListedPackage } from "../model/read-packages.ts";
import type { HostPackage } from "../rootfs/packages.ts";
import { compareUtf8 } from "../bytes/compare-utf8.ts";
import type { Content } from "../bytes/source.ts";
import type { FileDigests } from "./file-digests.ts";
import type { SeenFile } from "./seen-files.ts";

export interface SbomInput {
  /** The containers and what they see. */
  readonly containers: readonly { readonly name: string; readonly files: readonly SeenFile[] }[];
  /** Packages of the host by the real paths of their files. */
  readonly owners: ReadonlyMap<string, HostPackage>;
  /** Packages of the host whose files are not known. */
  readonly listed: readonly ListedPackage[];
  readonly digestsOf: (content: Content) => FileDigests;
  /** Digest of the manifest that it tells of: with the version it makes the document's name a unique one. */
  readonly digest: string;
  /** Of lxc-overlay. */
  readonly version: string;
  /** In seconds. */
  readonly sourceDateEpoch: number | undefined;
}

/**
 * An SPDX 2.3 document: each container as a package with the files that it sees, and the host packages that these came with; where nothing tells
 * which came with which, the host rootfs as a package with all that it is made of.
 */
export const spdxDocument = ({ containers, owners, listed, digestsOf, digest, version, sourceDateEpoch }: SbomInput): JsonObject => {
  const parts = containers.map(({ name, files }, index) => {
    const id = `SPDXRef-Container-${index + 1}`;
    return containerPart({ id, name, files: files.map((file, at) => filePart(file, digestsOf(file.content), `${id}-File-${at + 1}`)) });
  });
  const came = parts.flatMap(({ files }) => files.flatMap(({ id, host }) => pair(id, host === undefined ? undefined : owners.get(host))));
  const packages = [...new Set(came.map(({ owner }) => owner))].sort(byName);
  const host = hostPart(listed, packages.length);
  const ids = new Map(packages.map((owner, index) => [owner, `SPDXRef-Package-${index + 1}`]));
  return {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: containers.map(({ name }) => name).join(", "),
    documentNamespace: `urn:lxc-overlay:sbom:${version}:${digest}`,
    creationInfo: { created: rfc3339(sourceDateEpoch ?? 0), creators: [`Tool: lxc-overlay-${version}`] },
    packages: [...parts.map((part) => part.json), ...[...ids].map(([owner, id]) => packageJson(owner, id)), ...host.packages],
    files: parts.flatMap(({ files }) => files.map(({ json }) => json)),
    relationships: [
      ...parts.map(({ id }) => relationship("SPDXRef-DOCUMENT", "DESCRIBES", id)),
      ...parts.flatMap(({ id, files }) => files.map((file) => relationship(id, "CONTAINS", file.id))),
      ...came.map(({ id, owner }) => ({ ...relationship(ids.get(owner) ?? "", "OTHER", id), comment: "the file came with this package" })),
      ...host.relationshipsOf(parts.map(({ id }) => id)),
    ],
  };
};

interface HostPart {
  readonly packages: readonly JsonObject[];
  readonly relationshipsOf: (containers: readonly string[]) => readonly JsonObject[];
}

/** The host rootfs and the packages that it is made of, whose numbers follow those before; nothing where none is listed. */
const hostPart = (listed: readonly ListedPackage[], before: number): HostPart => {
  if (listed.length === 0) return { packages: [], relationshipsOf: () => [] };
  const made = listed.map((each, index) => ({ each, id: `SPDXRef-Package-${before + index + 1}` }));
  const rootfs = {
    SPDXID: HOST,
    name: "host rootfs",
    downloadLocation: "NOASSERTION",
    primaryPackagePurpose: "OPERATING-SYSTEM",
    filesAnalyzed: false,
  };
  return {
    packages: [rootfs, ...made.map(({ each, id }) => packageJson({ manager: "generic", vendor: undefined, ...each }, id))],
    relationshipsOf: (containers) => [
      ...containers.map((id) => relationship(id, "DEPENDS_ON", HOST)),
      ...made.map(({ id }) => relationship(HOST, "CONTAINS", id)),
    ],
  };
};

const HOST = "SPDXRef-Host";

interface FilePart {
  readonly id: string;
  readonly host: string | undefined;
  readonly sha1: string;
  readonly json: JsonObject;
}

interface ContainerPart {
  readonly id: string;
  readonly files: readonly FilePart[];
  readonly json: JsonObject;
}

const containerPart = ({ id, name, files }: Omit<ContainerPart, "json"> & { readonly name: string }): ContainerPart => {
  const sums = files.map(({ sha1 }) => sha1).sort();
  const verification = createHash("sha1").update(sums.join("")).digest("hex");
  const json = {
    SPDXID: id,
    name,
    downloadLocation: "NOASSERTION",
    primaryPackagePurpose: "CONTAINER",
    filesAnalyzed: files.length > 0,
    ...(files.length > 0 ? { packageVerificationCode: { packageVerificationCodeValue: verification } } : {}),
  };
  return { id, files, json };
};

const filePart = ({ path, host }: SeenFile, { sha1, sha256, isElf }: FileDigests, id: string): FilePart => {
  const json = {
    SPDXID: id,
    fileName: `./${path}`,
    checksums: [
      { algorithm: "SHA1", checksumValue: sha1 },
      { algorithm: "SHA256", checksumValue: sha256 },
    ],
    ...(isElf ? { fileTypes: ["BINARY"] } : {}),
  };
  return { id, host, sha1, json };
};

const packageJson = ({ manager, vendor, name, version, architecture }: HostPackage, id: string): JsonObject => {
  const namespace = vendor === undefined ? "" : `${encodePurl(vendor)}/`;
  // Of rpm's, the epoch is no part of the version.
  const [, epoch, rest = version] = (manager === "rpm" ? /^(\d+):(.*)$/.exec(version) : undefined) ?? [];
  const qualifiers = [
    ...(architecture === "" ? [] : [`arch=${encodePurl(architecture)}`]),
    ...(epoch === undefined ? [] : [`epoch=${epoch}`]),
  ];
  const locator = `pkg:${manager}/${namespace}${encodePurl(name)}@${encodePurl(rest)}`;
  return {
    SPDXID: id,
    name,
    versionInfo: version,
    downloadLocation: "NOASSERTION",
    filesAnalyzed: false,
    externalRefs: [
      {
        referenceCategory: "PACKAGE-MANAGER",
        referenceType: "purl",
        referenceLocator: [locator, ...(qualifiers.length > 0 ? [qualifiers.join("&")] : [])].join("?"),
      },
    ],
  };
};

/** A part of a package URL (purl-spec, character encoding): letters, digits, `.-_~` and the colon stand as they are. */
const encodePurl = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%3A", ":");

const relationship = (spdxElementId: string, relationshipType: string, relatedSpdxElement: string): JsonObject => ({
  spdxElementId,
  relationshipType,
  relatedSpdxElement,
});

const pair = (id: string, owner: HostPackage | undefined): readonly { readonly id: string; readonly owner: HostPackage }[] =>
  owner === undefined ? [] : [{ id, owner }];

const byName = (a: HostPackage, b: HostPackage): number => compareUtf8(keyOf(a), keyOf(b));

const keyOf = ({ name, architecture, version }: HostPackage): string => [name, architecture, version].join("\n");
