import { locationOf } from "../container-facts.ts";
import { staysRoot } from "../stays-root.ts";
import type { ContainerRule } from "../rule.ts";

export const startAsRoot: ContainerRule<"start-as-root"> = {
  kind: "container",
  code: "start-as-root",
  severity: "warning",
  title: "In secure mode the main process is root, without a UserName or with one of uid 0.",
  judge: (context) => {
    const { launcher, name } = context.plan;
    if (!context.plan.secure || launcher === undefined || !staysRoot(launcher.start)) return [];
    const { userName } = launcher.start;
    const message = `${name} runs as root${userName === undefined ? "" : ` (${userName} has uid 0)`} although the container is secure`;
    const help = userName === undefined ? "give LxcConfig a UserName" : "give LxcConfig the UserName of another user";
    return [{ location: locationOf(context, launcher), message, help }];
  },
};
