import { changeOptions } from "../../diagnostics/fix.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

/** execve(2) fails with EACCES there. */
export const noexecProgram: ContainerRule<"noexec-program"> = {
  kind: "container",
  code: "noexec-program",
  severity: "either",
  title: "A program that is executed, or what runs it, lies in a mount that is noexec.",
  judge: (context) =>
    context.allExecutions().flatMap(({ subject, severity, end, files }) => {
      if (typeof end !== "object" || end.kind !== "noexec") return [];
      const { mount, file } = end;
      const what = files.length === 0 ? "" : `it needs ${file}, and `;
      return {
        severity,
        location: locationOf(context, mount),
        message: `${subject} can't be executed: ${what}${mount.destination} is mounted noexec`,
        help: changeOptions(mount.parts?.options, { remove: ["noexec"] }, "remove noexec from its Options"),
      };
    }),
};
