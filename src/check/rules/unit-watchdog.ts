import { readSeconds } from "../../rootfs/time-span.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";
import { mayNotify, startingCalls } from "../unit-calls.ts";

/** systemd.service(5), WatchdogSec=: without a message WATCHDOG=1 in that time the service is aborted, of whatever Type=. */
export const unitWatchdog: ContainerRule<"unit-watchdog"> = {
  kind: "container",
  code: "unit-watchdog",
  severity: "warning",
  title: "A unit waits for the messages of a watchdog, which nobody sends.",
  judge: (context) =>
    startingCalls(context).flatMap(({ service, setting: command, launcher }) => {
      const setting = service.get("WatchdogSec");
      const seconds = setting && readSeconds(setting.value);
      if (setting === undefined || seconds === undefined || mayNotify(context, command.value)) return [];
      return {
        location: locationOf(context, context.plan.launcher),
        message: `/${setting.file}:${setting.line}: WatchdogSec=${setting.value}, and neither ${launcher}.sh sends WATCHDOG=1 nor the program, which has no systemd's socket in the container: systemd aborts the service each ${seconds} s`,
        help: "take WatchdogSec= out of the unit",
      };
    }),
};
