import { locationOf } from "../container-facts.ts";
import { staysRoot } from "../stays-root.ts";
import type { ContainerRule } from "../rule.ts";

export const attachAsRoot: ContainerRule<"attach-as-root"> = {
  kind: "container",
  code: "attach-as-root",
  severity: "sanity",
  title: "In secure mode an attached process is root, without a UserName or with one of uid 0.",
  judge: (context) =>
    (context.plan.secure ? (context.plan.launcher?.attaches ?? []) : []).filter(staysRoot).map((attach) => ({
      location: locationOf(context, attach),
      message: `the attached process ${attach.param} runs as root${attach.userName === undefined ? "" : ` (${attach.userName} has uid 0)`} although the container is secure`,
      help: attach.userName === undefined ? "give the Attach a UserName" : "give the Attach the UserName of another user",
    })),
};
