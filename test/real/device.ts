import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A device's root directory. */
export interface Device {
  readonly root: string;
  /** Extracts an archive over it, as the manual tells; whiteouts are left out. */
  readonly extract: (archive: string) => void;
  readonly remove: () => void;
}

/** A root directory that GNU tar makes of a rootfs tarball. Needs root. */
export const makeDevice = (rootfs: string): Device => {
  const root = mkdtempSync(join(tmpdir(), "lxc-overlay-device-"));
  const how = ["--xattrs", "--xattrs-include=*", "--numeric-owner", "--exclude=.wh.*"];
  const extract = (archive: string, ...more: readonly string[]): void =>
    void execFileSync("tar", ["-xpf", archive, "-C", root, ...how, ...more]);
  // What `apply` makes has hard links at its end; without this their directories would get the time of now.
  extract(rootfs, "--delay-directory-restore");
  return { root, extract: (archive) => extract(archive), remove: () => rmSync(root, { recursive: true }) };
};
