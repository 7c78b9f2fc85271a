import { flagsNotApplied, rbindReadOnly } from "./conf-findings.ts";
import { containerPaths } from "./container-paths.ts";
import type { ConfPlan } from "./conf-plan.ts";
import type { Mount } from "./mount.ts";
import { bindsSource, type Flag, hasFlag } from "./mount-kind.ts";
import { placeOf, type Scope } from "./scope.ts";

/**
 * The binds whose flags LXC would leave out: it remounts a bind only where the entry says ro. A mount hook applies them,
 * or each is reported where the hook is not wanted.
 */
export const planRemount = (scope: Scope, mounts: readonly Mount[]): ConfPlan["remount"] => {
  const binds = mounts.filter((mount) => bindsSource(mount) && !hasFlag(mount, "ro") && flagsOf(mount).length > 0);
  for (const mount of mounts) {
    if (mount.options.includes("rbind") && hasFlag(mount, "ro")) scope.report(rbindReadOnly(placeOf(scope, mount.why), mount.source));
  }
  if (!scope.options.remountHook) {
    for (const mount of binds) scope.report(flagsNotApplied(placeOf(scope, mount.why), mount.source, flagsOf(mount)));
  }
  if (binds.length === 0 || !scope.options.remountHook) return undefined;
  return {
    script: `/${containerPaths(scope.container.name).remount}`,
    binds: binds.map((mount) => ({
      destination: mount.destination,
      options: flagsOf(mount),
      optional: mount.options.includes("optional"),
    })),
  };
};

const FLAGS: readonly Flag[] = ["nosuid", "nodev", "noexec"];

/** Each once, in the entry's order. */
const flagsOf = (mount: Mount): readonly Flag[] =>
  FLAGS.filter((flag) => hasFlag(mount, flag)).sort((a, b) => mount.options.indexOf(a) - mount.options.indexOf(b));
