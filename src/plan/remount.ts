import { atSpan } from "../diagnostics/diagnostic.ts";
import { flagsNotApplied, rbindReadOnly } from "../diagnostics/plan.ts";
import type { ConfPlan, MountPlan } from "./conf-plan.ts";
import { isBind } from "./mounts.ts";
import type { Scope } from "./scope.ts";

const FLAGS = ["nosuid", "nodev", "noexec"];

/**
 * The binds whose flags LXC would leave out: it remounts a bind only where the entry says ro. A mount hook applies them,
 * or each is reported where the hook is not wanted.
 */
export const planRemount = (scope: Scope, mounts: readonly MountPlan[]): ConfPlan["remount"] => {
  const binds = mounts.filter((mount) => isBind(mount) && !mount.options.includes("ro") && mount.options.some((option) => FLAGS.includes(option)));
  for (const mount of mounts) {
    if (mount.options.includes("rbind") && mount.options.includes("ro")) scope.report(rbindReadOnly(atSpan(spanOf(scope, mount)), mount.source));
  }
  if (!scope.options.remountHook) {
    for (const mount of binds) scope.report(flagsNotApplied(atSpan(spanOf(scope, mount)), mount.source, flagsOf(mount)));
  }
  if (binds.length === 0 || !scope.options.remountHook) return undefined;
  return {
    script: `/container/${scope.container.name}/conf/remount.sh`,
    binds: binds.map((mount) => ({ destination: mount.destination, options: flagsOf(mount), optional: mount.options.includes("optional") })),
  };
};

const flagsOf = (mount: MountPlan): readonly string[] => mount.options.filter((option) => FLAGS.includes(option));

const spanOf = (scope: Scope, mount: MountPlan) => mount.why.span ?? scope.container.span;
