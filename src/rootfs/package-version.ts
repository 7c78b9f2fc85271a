import type { HostRootfs } from "./host-rootfs.ts";
import { lookup } from "./lookup.ts";
import { readHostFile } from "./read-file.ts";

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Path of the package manager's status file, without a leading slash. */
  readonly database: string;
}

const DATABASES = ["var/lib/dpkg/status", "var/lib/opkg/status", "usr/lib/opkg/status"];

/** The first of these packages that the host's dpkg or opkg has installed; the databases are only read here, for they can be large. */
export const packageVersion = (rootfs: HostRootfs, names: readonly string[]): InstalledPackage | undefined => {
  for (const database of DATABASES) {
    const found = lookup(rootfs, database);
    if (found.kind !== "found" || found.node.type !== "file") continue;
    const installed = installedVersions(new TextDecoder().decode(readHostFile(rootfs, found.node)), names);
    const name = names.find((each) => installed.has(each));
    if (name !== undefined) return { name, version: installed.get(name) ?? "", database };
  }
  return undefined;
};

/** Versions of the wanted packages whose status ends in `installed` (deb-control(5), dpkg-query(1)). */
const installedVersions = (status: string, names: readonly string[]): ReadonlyMap<string, string> => {
  const versions = new Map<string, string>();
  for (const paragraph of status.split(/\n\s*\n/)) {
    const name = fieldOf(paragraph, "Package");
    if (!names.includes(name) || !fieldOf(paragraph, "Status").endsWith(" installed")) continue;
    versions.set(name, fieldOf(paragraph, "Version"));
  }
  return versions;
};

const fieldOf = (paragraph: string, name: string): string => new RegExp(`^${name}:(.*)$`, "m").exec(paragraph)?.[1]?.trim() ?? "";
