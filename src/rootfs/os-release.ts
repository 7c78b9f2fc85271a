import type { HostRootfs } from "./host-rootfs.ts";
import { lookup } from "./lookup.ts";
import { readHostText } from "./read-file.ts";

/** The ID of the host's distribution, `ubuntu`: os-release(5). `undefined` where no file tells it, or not in the form that the page asks for. */
export const distributionId = (rootfs: HostRootfs): string | undefined => {
  for (const path of ["etc/os-release", "usr/lib/os-release"]) {
    const found = lookup(rootfs, path);
    if (found.kind !== "found" || found.node.type !== "file") continue;
    const values = Array.from(readHostText(rootfs, found.node)?.matchAll(ASSIGNMENT) ?? [], ([, , value]) => value);
    // As in a shell the last assignment counts.
    return values.at(-1);
  }
  return undefined;
};

/** Lower case letters, digits, `.`, `_` and `-`, in quotes or not. */
const ASSIGNMENT = /^ID=(["']?)([a-z0-9._-]+)\1[ \t]*$/gm;
