import { lookup } from "../../rootfs/lookup.ts";
import { candidates } from "../programs.ts";
import type { ContainerRule } from "../rule.ts";

export const missingProgram: ContainerRule<"missing-program"> = {
  kind: "container",
  code: "missing-program",
  severity: "warning",
  title: "The program of an ExecName can't be seen in the container.",
  judge: (context) =>
    context
      .programs()
      .filter(({ file }) => file === undefined)
      .map(({ location, name }) => {
        const isOnHost = candidates(context, name).some((path) => lookup(context.host, path).kind === "found");
        return {
          location,
          message: `ExecName ${name} is not visible in the container`,
          help: isOnHost ? `add a MountPoints entry for ${name}` : `the host has no ${name} either`,
        };
      }),
};
