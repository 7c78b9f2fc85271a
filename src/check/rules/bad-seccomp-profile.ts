import { profilesOf } from "../lxc-files/profiles.ts";
import type { ContainerRule } from "../rule.ts";

export const badSeccompProfile: ContainerRule<"bad-seccomp-profile"> = {
  kind: "container",
  code: "bad-seccomp-profile",
  severity: "error",
  title: "LXC can't read a seccomp profile, and does not start.",
  judge: (context) =>
    profilesOf(context).flatMap(({ file, read }) => {
      if (read.kind === "profile") return [];
      const { line, message, help } = read.problem;
      return { location: file.location, message: `${file.path}, line ${line}: ${message}: LXC does not start ${context.plan.name}`, help };
    }),
};
