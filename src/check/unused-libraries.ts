import { unusedLibrary } from "./findings.ts";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { baseOf } from "../rootfs/paths.ts";
import type { Mount } from "../plan/mount.ts";
import type { Closure } from "./library-closure.ts";
import type { Preload } from "./preloads.ts";
import { type CheckScope, placeOf } from "./scope.ts";

/**
 * The libraries of LibsRoBindMounts that nothing needs under any of their names, by entry. Those of the name service (nsswitch.conf(5))
 * are loaded by libc itself.
 */
export const checkUnusedLibraries = (scope: CheckScope, closure: Closure, preloads: readonly Preload[]): readonly Diagnostic[] => {
  const isUsed = usage(closure, preloads);
  const unused = new Map<Span | undefined, readonly Mount[]>();
  for (const mount of scope.plan.mounts.filter(({ kind }) => kind === "library")) {
    const name = baseOf(mount.place);
    if (name.startsWith("libnss_") || isUsed(name, scope.host.nodes.get(mount.host ?? "")?.contentOffset)) continue;
    unused.set(mount.why.span, [...(unused.get(mount.why.span) ?? []), mount]);
  }
  return [...unused.values()].map((mounts) =>
    unusedLibrary(
      placeOf(scope, mounts[0]),
      mounts.map((mount) => baseOf(mount.place)),
    ),
  );
};

const usage = (closure: Closure, preloads: readonly Preload[]): ((name: string, inode: number | undefined) => boolean) => {
  const names = new Set([...closure.names, ...preloads.map(({ name }) => baseOf(name))]);
  const preloaded = preloads.flatMap(({ resolution }) => (resolution.kind === "found" ? [resolution.node.contentOffset] : []));
  const inodes = new Set([...closure.inodes, ...preloaded]);
  return (name, inode) => names.has(name) || (inode !== undefined && inodes.has(inode));
};
