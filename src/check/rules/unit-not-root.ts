import { locationOf } from "../container-facts.ts";
import { placeOfCall } from "../launcher-calls.ts";
import type { ContainerRule } from "../rule.ts";
import { unitCalls } from "../unit-calls.ts";
import { isOn } from "../unit-settings/effect.ts";

/** A launcher is root's, mode 0550; and LXC needs root to start what is no container of that user's own (lxc(7)). */
export const unitNotRoot: ContainerRule<"unit-not-root"> = {
  kind: "container",
  code: "unit-not-root",
  severity: "error",
  title: "A unit calls a launcher as another user than root.",
  judge: (context) =>
    unitCalls(context).flatMap((call) => {
      const { service, setting } = call;
      const isDynamic = isOn(service.get("DynamicUser"));
      const user = service.get("User")?.value ?? (isDynamic ? "a user of its own (DynamicUser)" : "root");
      const isPrivileged = /^[-@:|]*[+!]/.test(setting.value);
      if (/^(?:root|0|%.*)$/.test(user) || isPrivileged || !/^Exec(?:Start|Stop)$/.test(setting.key)) return [];
      return {
        location: locationOf(context, context.plan.launcher),
        message: `${placeOfCall(call)} calls ${call.launcher}.sh as ${user}, who may not execute it: it is root's, mode 0550`,
        help: `take ${[...(service.get("User") === undefined ? [] : ["User="]), ...(isDynamic ? ["DynamicUser="] : [])].join(" and ")} out of the unit: UserName in the description says who the program is`,
      };
    }),
};
