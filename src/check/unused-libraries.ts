import { unusedLibrary } from "../diagnostics/check.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { baseOf } from "../model/paths.ts";
import type { MountPlan } from "../plan/conf-plan.ts";
import type { Closure } from "./library-closure.ts";
import type { Preload } from "./preloads.ts";
import { type CheckScope, placeOf } from "./scope.ts";

/**
 * The entries of LibsRoBindMounts of which no library is needed, under any of its names. Those of the name service (nsswitch.conf(5))
 * are loaded by libc itself.
 */
export const checkUnusedLibraries = (scope: CheckScope, closure: Closure, preloads: readonly Preload[]): readonly Diagnostic[] => {
  const isUsed = usage(closure, preloads);
  const entries = new Map<string, MountPlan[]>();
  for (const mount of scope.plan.conf.libraries) {
    const key = JSON.stringify(mount.why);
    entries.set(key, [...(entries.get(key) ?? []), mount]);
  }
  return [...entries.values()].flatMap((mounts) => {
    const [first] = mounts;
    const names = mounts.map((mount) => baseOf(mount.place));
    const isQuiet =
      names.every((name) => name.startsWith("libnss_")) ||
      mounts.some((mount) => isUsed(baseOf(mount.place), scope.host.nodes.get(mount.host ?? "")?.contentOffset));
    return isQuiet ? [] : [unusedLibrary(placeOf(scope, first), names)];
  });
};

const usage = (closure: Closure, preloads: readonly Preload[]): ((name: string, inode: number | undefined) => boolean) => {
  const names = new Set([...closure.names, ...preloads.map(({ name }) => baseOf(name))]);
  const preloaded = preloads.flatMap(({ resolution }) => (resolution.kind === "found" ? [resolution.node.contentOffset] : []));
  const inodes = new Set([...closure.inodes, ...preloaded]);
  return (name, inode) => names.has(name) || (inode !== undefined && inodes.has(inode));
};
