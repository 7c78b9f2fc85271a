import type { HostRootfs } from "./host-rootfs.ts";
import { lookup } from "./lookup.ts";
import { distributionId } from "./os-release.ts";
import { readHostText } from "./read-file.ts";

/** A package that dpkg or opkg has installed in the host rootfs. */
export interface HostPackage {
  readonly manager: "deb" | "opkg";
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
  const vendors = { deb: distributionId(rootfs) ?? "debian", opkg: undefined };
  for (const { manager, directory } of DATABASES) {
    const status = textOf(rootfs, `${directory}/status`);
    for (const fields of status.split(/\n\s*\n/).map(fieldsOf)) {
      const { Package: name = "", Version: version = "", Architecture: architecture = "", Status: state = "" } = fields;
      if (name === "" || !state.endsWith(" installed")) continue;
      const owner = { manager, vendor: vendors[manager], name, version, architecture };
      for (const path of listOf(rootfs, `${directory}/info`, owner)) if (!owners.has(path)) owners.set(path, owner);
    }
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
  return found.flatMap((path) => linkedPath(rootfs, path) ?? []);
};

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
