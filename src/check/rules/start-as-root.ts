import { locationOf } from "../container-facts.ts";
import { staysRoot } from "../stays-root.ts";
import type { ContainerRule } from "../rule.ts";

export const startAsRoot: ContainerRule<"start-as-root"> = {
  kind: "container",
  code: "start-as-root",
  severity: "either",
  title: "In secure mode the main process is root, without a UserName or with one of uid 0.",
  judge: (context) => {
    const { launcher, bundle, name } = context.plan;
    const start = launcher?.start ?? bundle?.start;
    if (!context.plan.secure || start === undefined || !staysRoot(start)) return [];
    const { userName } = start;
    const message = `${name} runs as root${userName === undefined ? "" : ` (${userName} has uid 0)`} although the container is secure`;
    const help = userName === undefined ? "give LxcConfig a UserName" : "give LxcConfig the UserName of another user";
    // A bundle has no user namespace then.
    const severity = bundle !== undefined && context.options.sanity ? "error" : "warning";
    return [{ location: locationOf(context, launcher ?? start.command), message, help, severity }];
  },
};
