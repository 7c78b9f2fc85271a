import type { NotifyPlan } from "../../plan/launcher-plan.ts";
import { readSeconds } from "../../rootfs/time-span.ts";
import { locationOf } from "../container-facts.ts";
import { placeOfCall } from "../launcher-calls.ts";
import type { ContainerRule } from "../rule.ts";
import { isNotified, startingCalls } from "../unit-calls.ts";

/** systemd.service(5), TimeoutStartSec=: a start that takes longer has failed. */
export const unitStartTimeout: ContainerRule<"unit-start-timeout"> = {
  kind: "container",
  code: "unit-start-timeout",
  severity: "warning",
  title: "A unit gives a launcher less time to start than that waits for its program.",
  judge: (context) =>
    startingCalls(context).flatMap((call) => {
      const { notify } = call.asked.command;
      const setting = call.service.get("TimeoutStartSec") ?? call.service.get("TimeoutSec");
      const seconds = setting && readSeconds(setting.value);
      const needed = notify && patienceOf(notify);
      if (!isNotified(call.type) || seconds === undefined || needed === undefined || seconds >= needed) return [];
      return {
        location: locationOf(context, call.asked.command),
        message: `${placeOfCall(call)}: ${setting?.key}=${setting?.value}, and "${call.asked.param}" of ${call.launcher}.sh may wait ${needed} s for its program: systemd ends it before`,
        help: `write TimeoutStartSec=${needed < 60 ? 60 : needed} in the unit`,
      };
    }),
};

/** In seconds: 300 looks for the PidFile, ten a second; 3000 ms for each process that lxccpid seeks. */
const patienceOf = ({ pidFile, forking }: NotifyPlan): number => (pidFile === undefined ? 0 : 30) + (forking ? 9 : 3);
