import type { Mount } from "../plan/mount.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { isUnder, rebase } from "../rootfs/paths.ts";

/** The real host paths that an Unused of a mount stands for: it is one of the host, or one of the container below the Destination. */
export const pathsOfUnused = (host: HostRootfs, mount: Mount, path: string): readonly string[] => {
  const shown = mount.host !== undefined && isUnder(path, mount.place) ? [rebase(normalizePath(path), mount.place, mount.host)] : [];
  return [path, ...shown].map((each) => pathBehind(host, each));
};

/** A description's author sees a path through symlinks. */
const pathBehind = (host: HostRootfs, path: string): string => {
  const found = lookup(host, path);
  return found.kind === "found" ? found.node.path : normalizePath(path);
};
