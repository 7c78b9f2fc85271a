import { closest } from "../../diagnostics/closest.ts";
import { SYSTEM_CALLS } from "../../linux/system-calls.ts";
import { soundProfiles } from "../lxc-files/profiles.ts";
import type { ContainerRule } from "../rule.ts";

/** "The syscall[…] is undefined on host native arch": LXC goes on without the rule, which it says in its log only. */
export const unknownSystemCall: ContainerRule<"unknown-system-call"> = {
  kind: "container",
  code: "unknown-system-call",
  severity: "warning",
  title: "A seccomp profile has a rule for a system call that no machine has.",
  judge: (context) =>
    soundProfiles(context).flatMap(({ file, profile }) =>
      profile.rules
        .filter(({ call }) => !SYSTEM_CALLS.has(call) && !call.startsWith("reject_force_umount"))
        .slice(0, MAX_TOLD)
        .map(({ call, line }) => ({
          location: file.location,
          message: `${file.path}, line ${line}: there is no system call "${call.replaceAll("\r", "\\r").replaceAll("\t", "\\t")}": the rule has no effect`,
          help: helpFor(call),
        })),
    ),
};

/** A file that is no profile may have thousands. */
const MAX_TOLD = 20;

const helpFor = (call: string): string => {
  if (call.endsWith("\r")) return "its lines end with a carriage return: write the file with the line ends of Unix";
  if (call.includes("\t")) return "write a blank for the tab, and none at the beginning";
  const [similar] = closest(call, SYSTEM_CALLS);
  return similar === undefined ? "correct the name, or remove the line" : `did you mean ${similar}?`;
};
