import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

export const startAsRoot: ContainerRule<"start-as-root"> = {
  kind: "container",
  code: "start-as-root",
  severity: "warning",
  title: "In secure mode the main process has no user.",
  judge: (context) => {
    const { launcher, name } = context.plan;
    if (!context.options.secure || launcher === undefined || launcher.start.userName !== undefined) return [];
    const message = `${name} runs as root although the container is secure`;
    return [{ location: locationOf(context, launcher), message, help: "give LxcConfig a UserName" }];
  },
};
