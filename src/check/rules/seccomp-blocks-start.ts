import { soundProfiles } from "../lxc-files/profiles.ts";
import type { SeccompProfile } from "../lxc-files/seccomp-profile.ts";
import { blockedByFilter, noNamesIn } from "../bundle-filter.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule, Found } from "../rule.ts";

/**
 * What LXC's own processes call after they have loaded the profile, on each machine: lxc-execute's child tells its parent that it is ready,
 * executes init.lxc, and that waits for the program (src/lxc/start.c, src/lxc/cmd/lxc_init.c). Each was left out once, with LXC 5.0.2.
 */
export const seccompBlocksStart: ContainerRule<"seccomp-blocks-start"> = {
  kind: "container",
  code: "seccomp-blocks-start",
  severity: "error",
  title: "A seccomp profile keeps what starts a container from starting its program.",
  judge: (context) => [
    ...inBundle(context),
    ...soundProfiles(context).flatMap(({ file, profile }) => {
      const blocked = NEEDED.filter((calls) => profile.version === 2 && calls.every((call) => isBlocked(profile, call)));
      if (blocked.length === 0) return [];
      const names = blocked.map((calls) => calls[0]).join(", ");
      const hasRules = profile.rules.some(({ call }) => blocked.some((calls) => calls.includes(call)));
      const help = hasRules ? `remove their rules` : `add lines for ${names}, and for all else that its programs call`;
      const message = `${file.path} answers ${names} with ${profile.otherwise === "allow" ? "an action other than allow" : profile.otherwise}: LXC does not start ${context.plan.name}`;
      return { location: file.location, message, help };
    }),
  ],
};

const inBundle = (context: ContainerContext): readonly Found[] => {
  const { plan } = context;
  // Of what is no profile that is told.
  const blocked = noNamesIn(plan).length > 0 ? [] : blockedByFilter(plan);
  if (blocked.length === 0) return [];
  const names = blocked.join(", ");
  return [
    {
      location: locationOf(context, plan.bundle?.filter),
      message: `the profile does not allow ${names}, without which nothing is executed: ${plan.name} does not start`,
      help: `add lines for ${names}, and for all else that its programs call`,
    },
  ];
};

/** One of each is enough. */
const NEEDED: readonly (readonly string[])[] = [
  ["execve"],
  ["exit_group"],
  ["write"],
  ["close"],
  ["rt_sigprocmask"],
  ["rt_sigaction"],
  ["clone", "clone3", "fork", "vfork"],
  ["wait4", "waitid", "waitpid"],
];

const isBlocked = ({ rules, otherwise }: SeccompProfile, call: string): boolean => {
  const own = rules.filter((rule) => rule.call === call);
  if (own.length === 0) return isRefusal(otherwise);
  return own.every(({ action, isHere }) => action !== undefined && isHere === true && isRefusal(action));
};

const isRefusal = (action: string): boolean => action !== "allow" && action !== "notify";
