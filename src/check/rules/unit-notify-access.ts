import { locationOf } from "../container-facts.ts";
import { placeOfCall } from "../launcher-calls.ts";
import type { ContainerRule } from "../rule.ts";
import { isNotified, notifyAccess, startingCalls } from "../unit-calls.ts";

/**
 * systemd.service(5), NotifyAccess=: Type=notify alone takes messages of the service's main process; systemd-notify(1), which the launcher
 * starts, asks for more.
 */
export const unitNotifyAccess: ContainerRule<"unit-notify-access"> = {
  kind: "container",
  code: "unit-notify-access",
  severity: "error",
  title: "A unit does not take the notification of what the launcher starts.",
  judge: (context) =>
    startingCalls(context).flatMap((call) => {
      const access = notifyAccess(call, call.type);
      if (!isNotified(call.type) || call.asked.command.notify === undefined || access === "all") return [];
      return {
        location: locationOf(context, call.asked.command),
        message: `${placeOfCall(call)}: NotifyAccess is ${access}, and systemd-notify is no main process of the service but the launcher's child: its message is not taken, and the start times out`,
        help: "write NotifyAccess=all in the unit's [Service]",
      };
    }),
};
