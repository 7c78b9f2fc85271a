import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

/** Secure-execution mode: ld.so(8). musl ignores both as a whole (ldso/dynlink.c). */
export const secureEnvironment: ContainerRule<"secure-environment"> = {
  kind: "container",
  code: "secure-environment",
  severity: "warning",
  title: "All programs gain rights when they are executed, and ignore LD_PRELOAD.",
  judge: (context) => {
    const [preload] = context.plan.preloads;
    const [start] = context.starts();
    if (preload === undefined || start === undefined || !context.starts().every(({ running }) => running.isSecure)) return [];
    const { path } = start.running.main;
    return [
      {
        location: locationOf(context, preload),
        message: `${path} gains rights when it is executed (file capabilities, setuid or setgid): its loader ignores LD_PRELOAD, so that ${preload.name} is not loaded`,
        help: "name the library in the container's /etc/ld.so.preload, or take it out of LD_PRELOAD",
      },
    ];
  },
};
