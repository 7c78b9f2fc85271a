import { unusedNothing } from "./findings.ts";
import { atSpan, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Mount } from "../plan/mount.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { isUnder, rebase } from "../rootfs/paths.ts";
import type { CheckScope } from "./scope.ts";

/** The real host paths that an Unused of a mount stands for: it is one of the host, or one of the container below the Destination. */
export const pathsOfUnused = (host: HostRootfs, mount: Mount, path: string): readonly string[] => {
  const shown = mount.host !== undefined && isUnder(path, mount.place) ? [rebase(normalizePath(path), mount.place, mount.host)] : [];
  return [path, ...shown].map((each) => realPath(host, each));
};

/** The Unused that name nothing which their mount shows. */
export const checkUnusedPaths = ({ plan, host }: CheckScope): readonly Diagnostic[] =>
  plan.mounts.flatMap((mount) => {
    const { host: shown } = mount;
    if (shown === undefined) return [];
    const isThere = (path: string): boolean => isUnder(shown, path) || (isUnder(path, shown) && host.nodes.get(path) !== undefined);
    return mount.unused
      .filter(({ value }) => !pathsOfUnused(host, mount, value).some(isThere))
      .map(({ value, span }) => unusedNothing(atSpan(span), value, mount.destination));
  });

/** A description's author sees a path through symlinks. */
const realPath = (host: HostRootfs, path: string): string => {
  const found = lookup(host, path);
  return found.kind === "found" ? found.node.path : normalizePath(path);
};
