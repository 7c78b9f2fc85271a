import type { Dialect } from "../model/options.ts";
import type { ListedPackage, PackageList } from "../model/read-packages.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { packageVersion } from "../rootfs/package-version.ts";
import { readHostFile } from "../rootfs/read-file.ts";

export interface DetectedLxc {
  /** `undefined`: the rootfs has no LXC, or one that can't be told. */
  readonly dialect: Dialect | undefined;
  /** What it was read from, in words. */
  readonly reason: string;
  /** The release itself was found, not only the file name that several releases share. */
  readonly exact: boolean;
  /** What the manifest tells, where liblxc is of another release. */
  readonly contradicted?: string;
}

/**
 * Which dialect of lxc.conf the rootfs' LXC reads: by the version in the package database (dpkg, opkg or rpm), else in the manifest of
 * its packages, else by the version string inside liblxc, else by the file name behind `liblxc.so.1`.
 */
export const detectLxc = (rootfs: HostRootfs, manifest?: PackageList): DetectedLxc => {
  const installed = packageVersion(rootfs, LXC_PACKAGES);
  const packaged = dialectOf(installed?.version ?? "");
  if (installed !== undefined && packaged !== undefined) {
    return { dialect: packaged, reason: `package ${installed.name} ${installed.version} in /${installed.database}`, exact: true };
  }
  const library = findLiblxc(rootfs);
  const listed = manifest && listedLxc(manifest);
  if (manifest === undefined || listed === undefined) return shownBy(rootfs, library);
  const reason = `package ${listed.name} ${listed.version} in ${manifest.file}`;
  const majors = library && releaseOf(library)?.majors;
  if (majors?.includes(majorOf(listed.version)) === false)
    return { ...shownBy(rootfs, library), contradicted: `${listed.name} ${listed.version}` };
  return { dialect: dialectOf(listed.version), reason, exact: true };
};

/** What a manifest tells of LXC. */
const listedLxc = ({ packages }: PackageList): ListedPackage | undefined =>
  LXC_PACKAGES.flatMap((name) => packages.find((each) => each.name === name && dialectOf(each.version) !== undefined) ?? [])[0];

const shownBy = (rootfs: HostRootfs, library: HostNode | undefined): DetectedLxc => {
  if (library === undefined) return { dialect: undefined, reason: "no liblxc.so.1 in the host rootfs", exact: false };
  const release = releaseOf(library);
  const version = versionInside(rootfs, library, release?.majors);
  if (version !== undefined) return { dialect: dialectOf(version), reason: `version ${version} inside /${library.path}`, exact: true };
  if (release === undefined) return { dialect: undefined, reason: `/${library.path} is of no known LXC release`, exact: false };
  return { dialect: release.dialect, reason: `the file name /${library.path}`, exact: false };
};

/** As Debian, OpenEmbedded and OpenWrt name what holds liblxc or depends on its very version. */
const LXC_PACKAGES = ["liblxc1", "liblxc", "lxc", "liblxc-common"];

/** Which releases bear liblxc.so.1.N, and the dialect to assume for it. */
const RELEASES: Readonly<Record<string, { readonly majors: readonly number[]; readonly dialect: Dialect }>> = {
  2: { majors: [2], dialect: "2.0" },
  3: { majors: [2], dialect: "2.0" },
  4: { majors: [3], dialect: "3.0" },
  5: { majors: [3], dialect: "3.0" },
  6: { majors: [3], dialect: "3.0" },
  7: { majors: [4, 5], dialect: "5.0" },
  8: { majors: [6], dialect: "6.0" },
  9: { majors: [7], dialect: "7.0" },
};

const releaseOf = ({ path }: HostNode): (typeof RELEASES)[string] | undefined => RELEASES[/\.so\.1\.(\d+)(?:\.|$)/.exec(path)?.[1] ?? ""];

const majorOf = (version: string): number => Number.parseInt(version.replace(/^\d+:/, ""), 10);

/** The dialect of an LXC release; `text` may be a package version (`1:5.0.2-1+deb12u4`). Before 4.0.10, release 4 behaves as 3 does. */
const dialectOf = (text: string): Dialect | undefined => {
  const [, major, minor, patch] = (/^(?:\d+:)?(\d+)\.(\d+)(?:\.(\d+))?/.exec(text) ?? []).map(Number);
  if (major === undefined || minor === undefined || major < 2) return undefined;
  if (major === 2) return "2.0";
  if (major === 3) return "3.0";
  if (major === 4) return minor > 0 || (patch ?? 0) >= 10 ? "4.0" : "3.0";
  if (major === 5) return "5.0";
  return major === 6 ? "6.0" : "7.0";
};

/** Where distributions keep shared libraries; Debian has a directory for each machine below these. */
const LIBRARY_DIRECTORIES = ["usr/lib", "lib", "usr/lib64", "lib64"];

const findLiblxc = (rootfs: HostRootfs): HostNode | undefined => {
  const ofMachines = rootfs.nodes
    .namesIn("usr/lib")
    .filter((name) => name.includes("-linux-"))
    .map((name) => `usr/lib/${name}`);
  for (const directory of [...LIBRARY_DIRECTORIES, ...ofMachines]) {
    const found = lookup(rootfs, `${directory}/liblxc.so.1`);
    if (found.kind === "found" && found.node.type === "file") return found.node;
  }
  return undefined;
};

/** liblxc takes about a megabyte; something much larger is not searched. */
const MAX_LIBRARY = 16 * 1024 * 1024;

/** The one string in the library that reads like a release with this soname; several such strings tell nothing. */
const versionInside = (rootfs: HostRootfs, library: HostNode, majors: readonly number[] | undefined): string | undefined => {
  if (library.size > MAX_LIBRARY) return undefined;
  const content = Buffer.from(readHostFile(rootfs, library)).toString("latin1");
  const versions = new Set([...content.matchAll(/\0(\d{1,2}\.\d{1,2}\.\d{1,2})(?=\0)/g)].map(([, version = ""]) => version));
  const plausible = [...versions].filter((version) => majors?.includes(Number.parseInt(version, 10)) ?? dialectOf(version) !== undefined);
  return plausible.length === 1 ? plausible[0] : undefined;
};
