import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { placeOfCall } from "../launcher-calls.ts";
import type { ContainerRule } from "../rule.ts";
import { isNotified, mayNotify, notifyAccess, type StartingCall, startingCalls } from "../unit-calls.ts";

/** systemd.service(5), Type=: when a start counts as done, and which end counts as the service's. */
export const unitType: ContainerRule<"unit-type"> = {
  kind: "container",
  code: "unit-type",
  severity: "error",
  title: "A unit's Type= does not fit how the launcher starts.",
  judge: (context) =>
    startingCalls(context).flatMap((call) => {
      const wrong = wrongWith(context, call);
      if (wrong === undefined) return [];
      return {
        location: locationOf(context, call.asked.command),
        message: `${placeOfCall(call)}: Type=${call.type}, and "${call.asked.param}" of ${call.launcher}.sh ${wrong.what}`,
        help: wrong.help,
      };
    }),
};

interface Wrong {
  readonly what: string;
  readonly help: string;
}

const wrongWith = (context: ContainerContext, call: StartingCall): Wrong | undefined => {
  const { type, asked, setting, isAlone } = call;
  const { notify, shell } = asked.command;
  const isBackground = notify !== undefined || shell.operators.at(-1)?.text === "&";
  if (isNotified(type)) return notify !== undefined || mayNotify(context, setting.value) ? undefined : notifiesNobody(asked.param);
  if (notify !== undefined && notifyAccess(call, type) === "none") {
    return {
      what: "calls systemd-notify, which gets no NOTIFY_SOCKET and fails: the launcher ends with 1",
      help: "write Type=notify and NotifyAccess=all in the unit",
    };
  }
  if (notify !== undefined && isAlone && ENDS_WITH_PROCESS.has(type)) {
    return {
      what: "ends when the program is there: systemd takes the service for ended, and kills the container",
      help: "write Type=notify in the unit",
    };
  }
  if (type === "forking" && isAlone && !isBackground) {
    return {
      what: "stays until the program ends: systemd waits for the launcher to end, until its time is over",
      help: 'write Type=simple in the unit; or Type=notify, and add <SystemdNotify create="yes"/> to the description',
    };
  }
  return undefined;
};

const notifiesNobody = (param: string): Wrong => ({
  what: "notifies nobody: systemd waits until its time is over, and ends what was started",
  help: `add <SystemdNotify create="yes"/> to ${param === "start" ? "LxcParams" : "the Attach"}${param === "start" ? ", or write Type=simple in the unit" : ""}`,
});

/** Types for which the end of the process is that of the service. */
const ENDS_WITH_PROCESS = new Set(["simple", "exec", "idle"]);
