import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

export const attachIdentityUnsupported: ContainerRule<"attach-identity-unsupported"> = {
  kind: "container",
  code: "attach-identity-unsupported",
  severity: "error",
  title: "lxc-attach of this dialect can't change the user.",
  judge: (context) =>
    (context.plan.secure && context.dialect === "3.0" ? (context.plan.launcher?.attaches ?? []) : [])
      .filter(({ userName }) => userName !== undefined)
      .map((attach) => ({
        location: locationOf(context, attach),
        message: `lxc-attach of LXC 3.0 has no -u and -g: ${attach.param} would run as root`,
        help: "build with another --lxc, if the device has it, or leave out the UserName",
      })),
};
