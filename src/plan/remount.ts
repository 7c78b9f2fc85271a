import { flagsNotApplied, rbindReadOnly } from "./conf-findings.ts";
import { containerPaths } from "./container-paths.ts";
import type { ConfPlan, RemountBind } from "./conf-plan.ts";
import type { Mount } from "./mount.ts";
import { bindsSource, type Flag, hasFlag } from "./mount-kind.ts";
import { isUnder } from "../rootfs/paths.ts";
import { locationOf, type PlanContext } from "./plan-context.ts";

/**
 * The binds whose flags LXC would leave out: it remounts a bind only where the entry says ro, and nothing of what is mounted below an
 * rbind. A mount hook applies them, or each is reported where the hook is not wanted.
 */
export const planRemount = (context: PlanContext, mounts: readonly Mount[]): ConfPlan["remount"] => {
  const binds = mounts.filter((mount) => bindsSource(mount) && flagsOf(mount).length > 0 && (isRecursive(mount) || !hasFlag(mount, "ro")));
  if (binds.length === 0) return undefined;
  if (!context.options.remountHook) {
    for (const mount of binds) {
      const at = locationOf(context, mount.why);
      context.report(hasFlag(mount, "ro") ? rbindReadOnly(at, mount.source) : flagsNotApplied(at, mount.source, flagsOf(mount)));
    }
    return undefined;
  }
  return { script: `/${containerPaths(context.container.name).remount}`, binds: binds.map((mount) => remountBind(mount, mounts)) };
};

const FLAGS: readonly string[] = ["ro", "nosuid", "nodev", "noexec"] satisfies readonly Flag[];

const isFlag = (option: string): option is Flag => FLAGS.includes(option);

/** Each once, in the entry's order. */
const flagsOf = (mount: Mount): readonly Flag[] =>
  mount.options.filter(
    (option, index): option is Flag => isFlag(option) && hasFlag(mount, option) && mount.options.indexOf(option) === index,
  );

const isRecursive = ({ options }: Mount): boolean => options.includes("rbind");

const isOptional = ({ options }: Mount): boolean => options.includes("optional");

const remountBind = (mount: Mount, mounts: readonly Mount[]): RemountBind => ({
  destination: mount.destination,
  options: flagsOf(mount),
  optional: isOptional(mount),
  below: isRecursive(mount) ? { except: entriesBelow(mount, mounts) } : undefined,
  why: mount.why,
});

/** Where other entries mount something for certain: in place of an optional one there may be what the rbind shows. */
const entriesBelow = ({ place }: Mount, mounts: readonly Mount[]): readonly string[] => [
  ...new Set(
    mounts.filter((other) => other.place !== place && isUnder(other.place, place) && !isOptional(other)).map((other) => other.place),
  ),
];
