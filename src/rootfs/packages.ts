import type { HostRootfs } from "./host-rootfs.ts";
import { lookup } from "./lookup.ts";
import { distributionId } from "./os-release.ts";
import { readHostText } from "./read-file.ts";
import { rpmDatabaseOf, rpmVersion } from "./rpm-packages.ts";

/** A package that is installed in the host rootfs. */
export interface HostPackage {
  /** What purl-spec calls a package of dpkg, opkg or rpm; `generic`: a manifest told of it. */
  readonly manager: "deb" | "opkg" | "rpm" | "generic";
  /** Who made it, in the words of purl-spec; opkg packages have nobody. */
  readonly vendor: string | undefined;
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
}

const DATABASES = [
  { manager: "deb", directory: "var/lib/dpkg" },
  { manager: "opkg", directory: "var/lib/opkg" },
  { manager: "opkg", directory: "usr/lib/opkg" },
] as const;

const MAX_TEXT = 16 * 1024 * 1024;

/** The package that each file of the host came with, by the file's real path (dpkg-query(1) -S); nothing where there is no database. */
export const readPackageOwners = (rootfs: HostRootfs): ReadonlyMap<string, HostPackage> => {
  const owners = new Map<string, HostPackage>();
  const own = (paths: readonly string[], owner: HostPackage): void => {
    for (const path of paths) if (!owners.has(path)) owners.set(path, owner);
  };
  const vendors = { deb: distributionId(rootfs) ?? "debian", opkg: undefined };
  for (const { manager, directory } of DATABASES) {
    const status = textOf(rootfs, `${directory}/status`);
    for (const fields of status.split(/\n\s*\n/).map(fieldsOf)) {
      const { Package: name = "", Version: version = "", Architecture: architecture = "", Status: state = "" } = fields;
      if (name === "" || !state.endsWith(" installed")) continue;
      const owner = { manager, vendor: vendors[manager], name, version, architecture };
      own(listOf(rootfs, `${directory}/info`, owner), owner);
    }
  }
  const vendor = distributionId(rootfs);
  for (const each of rpmDatabaseOf(rootfs)?.packages ?? []) {
    const { name, architecture } = each;
    own(realPaths(rootfs, each.files), { manager: "rpm", vendor, name, version: rpmVersion(each), architecture });
  }
  return owners;
};

/** Real paths of what a package brought; packages of several architectures have theirs in the list's name. */
const listOf = (rootfs: HostRootfs, info: string, { name, architecture }: HostPackage): readonly string[] => {
  const text = textOf(rootfs, `${info}/${name}.list`) || textOf(rootfs, `${info}/${name}:${architecture}.list`);
  const found = text
    .split("\n")
    .map((line) => line.split("\t")[0] ?? "")
    .filter((path) => path.startsWith("/"));
  return realPaths(rootfs, found);
};

const realPaths = (rootfs: HostRootfs, paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) => linkedPath(rootfs, path) ?? []);

const linkedPath = (rootfs: HostRootfs, path: string): string | undefined => {
  const found = lookup(rootfs, path, { followLast: false });
  return found.kind === "found" && found.node.type === "file" ? found.node.path : undefined;
};

const textOf = (rootfs: HostRootfs, path: string): string => {
  const found = lookup(rootfs, path);
  return found.kind === "found" && found.node.type === "file" ? (readHostText(rootfs, found.node, MAX_TEXT) ?? "") : "";
};

/** The fields of a paragraph that stand on one line (deb-control(5)). */
const fieldsOf = (paragraph: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...paragraph.matchAll(/^([A-Za-z-]+):[ \t]*(.*?)[ \t]*$/gm)].map(([, name = "", value = ""]) => [name, value]));
