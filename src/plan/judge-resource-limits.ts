import { limitStopsStart } from "../model/bundle-findings.ts";
import type { ResourceLimit } from "../model/bundle.ts";
import type { BundlePlan } from "./bundle-plan.ts";
import type { PlanContext } from "./plan-context.ts";

/** Reports the limits of a bundle with which nothing starts; each was tried with crun 1.8.1 on Linux 6.18. */
export const judgeResourceLimits = (context: PlanContext, limits: readonly ResourceLimit[], mapped: BundlePlan["mapped"]): void => {
  for (const limit of limits) {
    const effect = effectOf(limit, mapped !== undefined && mapped.uid !== 0);
    if (effect !== undefined) context.report(limitStopsStart(limit.span, effect.what, effect.help));
  }
};

interface Effect {
  readonly what: string;
  readonly help: string;
}

const effectOf = ({ type, hard, soft }: ResourceLimit, isCounted: boolean): Effect | undefined => {
  // The most that fs.nr_open can be: fs/file.c, sysctl_nr_open_max. setrlimit(2): EPERM, whatever the capabilities.
  if (type === "RLIMIT_NOFILE" && hard > 2_147_483_584n)
    return {
      what: `${type}: the kernel knows no hard limit above fs.nr_open`,
      help: "write a number, up to 1048576 if the device has no other fs.nr_open",
    };
  if (type === "RLIMIT_NOFILE" && soft <= 3n)
    return {
      what: `${type}: ${soft} open files leave none beside the standard streams, not even a library`,
      help: "write how many the container needs, like 1024",
    };
  // kernel/fork.c, copy_process: EAGAIN; root of the device is not counted, root of a user namespace is.
  if (type === "RLIMIT_NPROC" && soft <= 1n && isCounted)
    return {
      what: `${type}: with ${soft} the runtime can't fork, for the user's other processes count as well`,
      help: "write how many processes its user may have, like 300",
    };
  if (type === "RLIMIT_AS" && soft <= 65_536n)
    return { what: `${type}: no program fits into ${soft} bytes`, help: "write the bytes that a process may map, or unlimited" };
  return undefined;
};
