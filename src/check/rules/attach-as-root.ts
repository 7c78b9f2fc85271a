import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

export const attachAsRoot: ContainerRule<"attach-as-root"> = {
  kind: "container",
  code: "attach-as-root",
  severity: "sanity",
  title: "In secure mode an attached process has no user.",
  judge: (context) =>
    (context.options.secure ? (context.plan.launcher?.attaches ?? []) : [])
      .filter(({ userName }) => userName === undefined)
      .map((attach) => ({
        location: locationOf(context, attach),
        message: `the attached process ${attach.param} runs as root although the container is secure`,
        help: "give the Attach a UserName",
      })),
};
