import type { HostRootfs } from "./host-rootfs.ts";
import { lookup } from "./lookup.ts";
import { readHostText } from "./read-file.ts";
import { rpmDatabaseOf, rpmVersion } from "./rpm-packages.ts";

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Path of the package manager's database, without a leading slash. */
  readonly database: string;
}

const DATABASES = ["var/lib/dpkg/status", "var/lib/opkg/status", "usr/lib/opkg/status"];

/** Some ten thousand packages. */
const MAX_DATABASE = 16 * 1024 * 1024;

/** The first of these packages that the host's dpkg, opkg or rpm has installed; the databases are only read here, for they can be large. */
export const packageVersion = (rootfs: HostRootfs, names: readonly string[]): InstalledPackage | undefined => {
  for (const database of DATABASES) {
    const found = lookup(rootfs, database);
    if (found.kind !== "found" || found.node.type !== "file") continue;
    const installed = installedVersions(readHostText(rootfs, found.node, MAX_DATABASE) ?? "", names);
    const name = names.find((each) => installed.has(each));
    if (name !== undefined) return { name, version: installed.get(name) ?? "", database };
  }
  return rpmPackage(rootfs, names);
};

const rpmPackage = (rootfs: HostRootfs, names: readonly string[]): InstalledPackage | undefined => {
  const { path: database = "", packages = [] } = rpmDatabaseOf(rootfs) ?? {};
  const [installed] = names.flatMap((name) => packages.find((each) => each.name === name) ?? []);
  return installed && { name: installed.name, version: rpmVersion(installed), database };
};

/** A name may stand there several times: once for each architecture. */
const MAX_MATCHES = 64;

/** Versions of the wanted packages whose status ends in `installed` (deb-control(5), dpkg-query(1)). */
const installedVersions = (status: string, names: readonly string[]): ReadonlyMap<string, string> => {
  const versions = new Map<string, string>();
  const wanted = new RegExp(`^Package:[ \\t]*(${names.join("|")})[ \\t]*$`, "gm");
  for (let match = wanted.exec(status), count = 0; match !== null && count < MAX_MATCHES; match = wanted.exec(status), count++) {
    const paragraph = paragraphAt(status, match.index);
    if (fieldOf(paragraph, "Status").endsWith(" installed")) versions.set(match[1] ?? "", fieldOf(paragraph, "Version"));
  }
  return versions;
};

/** What stands between two empty lines. */
const paragraphAt = (text: string, index: number): string => {
  const end = text.indexOf("\n\n", index);
  return text.slice(text.lastIndexOf("\n\n", index) + 1, end === -1 ? text.length : end);
};

const fieldOf = (paragraph: string, name: string): string => new RegExp(`^${name}:(.*)$`, "m").exec(paragraph)?.[1]?.trim() ?? "";
