import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { LIBRARY_DIRECTORIES, machineDirectories } from "./host-needs.ts";

/** Whether a rootfs has LXC: its library, or one of its programs. */
export const hasLxc = (host: HostRootfs): boolean =>
  [...LIBRARY_DIRECTORIES, ...machineDirectories(host)].some((path) => hasName(host, path, "liblxc.so.")) ||
  ["/usr/bin", "/usr/sbin", "/bin", "/sbin"].some((path) => hasName(host, path, "lxc-"));

const hasName = (host: HostRootfs, path: string, begin: string): boolean => {
  const directory = lookup(host, path);
  return directory.kind === "found" && host.nodes.namesIn(directory.node.path).some((name) => name.startsWith(begin));
};
