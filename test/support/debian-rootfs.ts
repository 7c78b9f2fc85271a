import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const SCRIPT = join(import.meta.dirname, "make-debian-rootfs");
const CACHE = resolve(process.env["LXC_OVERLAY_ROOTFS_CACHE"] ?? join(import.meta.dirname, "../../.cache/rootfs"));

export type DebianArch = "armhf" | "arm64" | "mipsel" | "amd64";

/** What the containers of test/real/xml are made of. */
const CONTAINER_PACKAGES = ["busybox", "lxc", "dbus", "isc-dhcp-client", "iproute2", "iputils-ping", "libcap2-bin"];

/**
 * The path of a Debian rootfs tarball with these packages, made by make-debian-rootfs where there is none in the cache (.cache/rootfs, or
 * the directory that LXC_OVERLAY_ROOTFS_CACHE names). Where it can't be made, undefined, with the reason printed; in CI an error.
 */
export const debianRootfs = async (arch: DebianArch, packages: readonly string[] = CONTAINER_PACKAGES): Promise<string | undefined> => {
  const recipe = createHash("sha256").update(readFileSync(SCRIPT)).update(packages.join(" ")).digest("hex").slice(0, 12);
  const path = join(CACHE, `${arch}-${recipe}.tar`);
  mkdirSync(CACHE, { recursive: true });
  try {
    // Test files run side by side, and each rootfs should be made once.
    await promisify(execFile)("flock", [`${path}.lock`, "sh", "-c", '[ -e "$2" ] || exec "$0" "$@"', SCRIPT, arch, path, ...packages]);
    return path;
  } catch (cause) {
    if ((process.env["CI"] ?? "") !== "") throw cause;
    process.stderr.write(`skipped: no Debian rootfs for ${arch}: ${String(cause)}\n`);
    return undefined;
  }
};
