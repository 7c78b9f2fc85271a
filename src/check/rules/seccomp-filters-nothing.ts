import { soundProfiles } from "../lxc-files/profiles.ts";
import type { ContainerRule } from "../rule.ts";

export const seccompFiltersNothing: ContainerRule<"seccomp-filters-nothing"> = {
  kind: "container",
  code: "seccomp-filters-nothing",
  severity: "warning",
  title: "A seccomp profile allows every system call.",
  judge: (context) =>
    soundProfiles(context)
      .filter(({ profile }) => profile.otherwise === "allow" && profile.rules.length === 0)
      .map(({ file }) => ({
        location: file.location,
        message: `${file.path} filters nothing: it has no rule for this machine`,
        help: "list system calls, below [all] where they are for every machine",
      })),
};
