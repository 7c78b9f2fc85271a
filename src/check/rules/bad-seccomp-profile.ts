import { profilesOf } from "../lxc-files/profiles.ts";
import { blockedByFilter, noNamesIn } from "../bundle-filter.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule, Found } from "../rule.ts";

export const badSeccompProfile: ContainerRule<"bad-seccomp-profile"> = {
  kind: "container",
  code: "bad-seccomp-profile",
  severity: "either",
  title: "A seccomp profile is not in the form that is read.",
  judge: (context) => [
    ...inBundle(context),
    ...profilesOf(context).flatMap(({ file, read }) => {
      if (read.kind === "profile") return [];
      const { line, message, help } = read.problem;
      return {
        location: file.location,
        message: `${file.path}, line ${line}: ${message}: LXC does not start ${context.plan.name}`,
        help,
        severity: "error" as const,
      };
    }),
  ],
};

/** An OCI runtime passes over the name of a call that is none. */
const inBundle = (context: ContainerContext): readonly Found[] => {
  const { plan } = context;
  const [first, ...more] = noNamesIn(plan);
  if (first === undefined) return [];
  const isBlocked = blockedByFilter(plan).length > 0;
  const what =
    more.length === 0
      ? `is no name of a system call, and allows nothing`
      : `and ${more.length} more are no names of system calls, and allow nothing`;
  return [
    {
      location: locationOf(context, plan.bundle?.filter),
      message: `the line "${shortened(first)}" of the profile ${what}${isBlocked ? `: ${plan.name} does not start` : ""}`,
      help: `write the names of the calls that are allowed into it, one a line, and nothing else${OF_LXC.test(first) ? ": this is a profile of LXC" : ""}`,
      severity: isBlocked ? "error" : "warning",
    },
  ];
};

/** Its first line, the version. */
const OF_LXC = /^[12]$/;

const shortened = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);

const MAX_SHOWN = 40;
