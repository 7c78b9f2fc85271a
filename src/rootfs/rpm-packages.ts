import { DATABASE_FILES, readRpmDatabase } from "../rpm/database.ts";
import type { RpmPackage } from "../rpm/header.ts";
import type { HostNode, HostRootfs } from "./host-rootfs.ts";
import { lookup } from "./lookup.ts";
import { readHostFile } from "./read-file.ts";

/** A database of rpm in the host rootfs. */
export interface RpmDatabase {
  /** Of its file, without a leading slash. */
  readonly path: string;
  /** Absent if it can't be read. */
  readonly packages: readonly RpmPackage[] | undefined;
}

/** Where rpm keeps it: Yocto and older distributions, Fedora and SUSE. */
const DIRECTORIES = ["var/lib/rpm", "usr/lib/sysimage/rpm"];

/** That of a desktop has some hundred megabytes. */
const MAX_DATABASE = 256 * 1024 * 1024;

/** The database of rpm, if the host has one. */
export const rpmDatabaseOf = (rootfs: HostRootfs): RpmDatabase | undefined => {
  for (const directory of DIRECTORIES) {
    for (const name of DATABASE_FILES) {
      const path = `${directory}/${name}`;
      const node = fileAt(rootfs, path);
      if (node === undefined || node.size === 0) continue;
      // What SQLite has not yet written into the file stands in a log beside it.
      const isWhole = (fileAt(rootfs, `${path}-wal`)?.size ?? 0) === 0;
      return { path, packages: isWhole && node.size <= MAX_DATABASE ? readRpmDatabase(readHostFile(rootfs, node)) : undefined };
    }
  }
  return undefined;
};

/** Epoch, version and release, as rpm prints them: `1:4.0.12-r0`. */
export const rpmVersion = ({ epoch, version }: RpmPackage): string => (epoch === undefined ? version : `${epoch}:${version}`);

const fileAt = (rootfs: HostRootfs, path: string): HostNode | undefined => {
  const found = lookup(rootfs, path);
  return found.kind === "found" && found.node.type === "file" ? found.node : undefined;
};
