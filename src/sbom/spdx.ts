import { createHash } from "node:crypto";
import type { JsonObject } from "../oci/canonical-json.ts";
import { rfc3339 } from "../oci/rfc3339.ts";
import type { ListedPackage } from "../model/read-packages.ts";
import type { HostPackage } from "../rootfs/packages.ts";
import { compareUtf8 } from "../bytes/compare-utf8.ts";
import type { Content } from "../bytes/source.ts";
import type { FileDigests } from "./file-digests.ts";
import { type Part, partsOf, type SeenBy } from "./parts.ts";
import type { SeenFile } from "./seen-files.ts";

export interface SbomInput {
  /** The containers and what they see. */
  readonly containers: readonly SeenBy[];
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
 * An SPDX 2.3 document: each container as a package with the files that it sees, directories that several of them see as packages of their own, and the
 * host packages that the files came with; where nothing tells which came with which, the host rootfs as a package with all that it is made of.
 */
export const spdxDocument = ({ containers, owners, listed, digestsOf, digest, version, sourceDateEpoch }: SbomInput): JsonObject => {
  const { containers: told, trees } = partsOf(containers);
  const parts = [...told, ...trees];
  const ownerOf = ({ host }: SeenFile): HostPackage | undefined => (host === undefined ? undefined : owners.get(host));
  const packages = [...new Set(parts.flatMap(({ files }) => files.flatMap((file) => ownerOf(file) ?? [])))].sort(byName);
  const host = hostPart(listed, packages.length);
  const ids = new Map(packages.map((owner, index) => [owner, `SPDXRef-Package-${index + 1}`]));
  const origin = (file: SeenFile, id: string): readonly JsonObject[] => {
    const owner = ownerOf(file);
    return owner === undefined ? [] : [{ comment: "the file came with this package", ...relationship(ids.get(owner) ?? "", "OTHER", id) }];
  };
  return {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: containers.map(({ name }) => name).join(", "),
    documentNamespace: `urn:lxc-overlay:sbom:${version}:${digest}`,
    creationInfo: { created: rfc3339(sourceDateEpoch ?? 0), creators: [`Tool: lxc-overlay-${version}`] },
    packages: [
      ...parts.map((part) => partJson(part, digestsOf)),
      ...[...ids].map(([owner, id]) => packageJson(owner, id)),
      ...host.packages,
    ],
    files: eachFile(parts, (file, id) => [fileJson(file, digestsOf(file.content), id)]),
    relationships: chained(
      told.map(({ id }) => relationship("SPDXRef-DOCUMENT", "DESCRIBES", id)),
      told.flatMap(({ id, trees: shown }) => shown.map((tree) => relationship(id, "CONTAINS", tree.id))),
      eachFile(parts, (_, id, part) => [relationship(part, "CONTAINS", id)]),
      eachFile(parts, origin),
      host.relationshipsOf(told.map(({ id }) => id)),
    ),
  };
};

/** What `say` says of each file, made while it is printed: they may be a hundred thousand. */
function* eachFile(
  parts: readonly Part[],
  say: (file: SeenFile, id: string, part: string) => readonly JsonObject[],
): Generator<JsonObject> {
  for (const { id, files } of parts) {
    for (const [at, file] of files.entries()) yield* say(file, `${id}-File-${at + 1}`, id);
  }
}

function* chained(...lists: readonly Iterable<JsonObject>[]): Generator<JsonObject> {
  for (const list of lists) yield* list;
}

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

const partJson = ({ id, name, purpose, files }: Part, digestsOf: SbomInput["digestsOf"]): JsonObject => {
  const sums = files.map(({ content }) => digestsOf(content).sha1).sort();
  const verification = createHash("sha1").update(sums.join("")).digest("hex");
  return {
    SPDXID: id,
    name,
    downloadLocation: "NOASSERTION",
    primaryPackagePurpose: purpose,
    filesAnalyzed: files.length > 0,
    ...(files.length > 0 ? { packageVerificationCode: { packageVerificationCodeValue: verification } } : {}),
  };
};

const fileJson = ({ path }: SeenFile, { sha1, sha256, isElf }: FileDigests, id: string): JsonObject => ({
  SPDXID: id,
  checksums: [
    { algorithm: "SHA1", checksumValue: sha1 },
    { algorithm: "SHA256", checksumValue: sha256 },
  ],
  fileName: `./${path}`,
  fileTypes: isElf ? BINARY : undefined,
});

const BINARY = ["BINARY"];

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
  relatedSpdxElement,
  relationshipType,
  spdxElementId,
});

const byName = (a: HostPackage, b: HostPackage): number => compareUtf8(keyOf(a), keyOf(b));

const keyOf = ({ name, architecture, version }: HostPackage): string => [name, architecture, version].join("\n");
