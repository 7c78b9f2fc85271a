import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { readHostText } from "../rootfs/read-file.ts";

/**
 * Whether the device runs ldconfig(8) while it boots: by systemd's unit of that name, or by a script that a package left to be run at the
 * first boot. Then what /etc/ld.so.cache holds is not known before.
 */
export const makesLibraryCache = (host: HostRootfs): boolean =>
  UNITS.some((path) => isThere(host, path)) || FIRST_BOOT_SCRIPTS.some((directory) => runsLdconfig(host, directory));

/** Systemd starts it where its sysinit.target wants it. */
const UNITS = ["lib", "usr/lib", "etc"].map((directory) => `${directory}/systemd/system/sysinit.target.wants/ldconfig.service`);

/** Where images of OpenEmbedded keep the package scripts that could not run at build time. */
const FIRST_BOOT_SCRIPTS = ["deb", "ipk", "rpm"].map((kind) => `etc/${kind}-postinsts`);

const isThere = (host: HostRootfs, path: string): boolean => lookup(host, path).kind === "found";

const runsLdconfig = (host: HostRootfs, path: string): boolean => {
  const directory = lookup(host, path);
  if (directory.kind !== "found") return false;
  return host.nodes.namesIn(directory.node.path).some((name) => {
    const script = host.nodes.get(`${directory.node.path}/${name}`);
    return script?.type === "file" && /\bldconfig\b/.test(readHostText(host, script) ?? "");
  });
};
