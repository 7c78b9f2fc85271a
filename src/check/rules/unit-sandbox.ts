import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";
import { startingCalls } from "../unit-calls.ts";
import { LIMITS } from "../unit-settings/limits.ts";
import { PLACES } from "../unit-settings/places.ts";
import { PRIVILEGES } from "../unit-settings/privileges.ts";

/** What a unit takes from its processes it takes from the launcher and LXC, too: systemd.exec(5). */
export const unitSandbox: ContainerRule<"unit-sandbox"> = {
  kind: "container",
  code: "unit-sandbox",
  severity: "either",
  title: "A unit takes from a launcher what LXC or the container needs.",
  judge: (context) =>
    startingCalls(context).flatMap(({ asked, service, setting: command }) => {
      if (asked.param !== "start") return [];
      // systemd.service(5): behind a + nothing of it holds but the limits.
      const finders = /^[-@:|!]*\+/.test(command.value) ? LIMITS : [...PRIVILEGES, ...PLACES, ...LIMITS];
      return finders
        .flatMap((find) => find(context, service) ?? [])
        .map(({ setting, severity, what, instead }) => ({
          severity,
          location: locationOf(context, context.plan.launcher),
          message: `/${setting.file}:${setting.line}: ${setting.key}=${setting.value} holds for the launcher and LXC: ${what}`,
          help:
            instead === undefined
              ? `take ${setting.key}= out of the unit: what restricts the program is in the description`
              : `write ${instead}`,
        }));
    }),
};
