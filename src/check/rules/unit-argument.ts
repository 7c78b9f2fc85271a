import { closest } from "../../diagnostics/closest.ts";
import { locationOf } from "../container-facts.ts";
import { placeOfCall, SCRIPT } from "../launcher-calls.ts";
import { launcherCommands } from "../launcher-commands.ts";
import type { ContainerRule } from "../rule.ts";
import { unitCalls } from "../unit-calls.ts";

/** A launcher ends with 1 for what it does not know. */
export const unitArgument: ContainerRule<"unit-argument"> = {
  kind: "container",
  code: "unit-argument",
  severity: "either",
  title: "A unit or script of the host asks a launcher for something that it does not have.",
  judge: (context) => {
    const { launcher } = context.plan;
    if (launcher === undefined) return [];
    const known = [...launcherCommands(launcher).map(({ param }) => param), ...(launcher.stop === undefined ? [] : ["stop"])];
    return unitCalls(context).flatMap((call) => {
      const { args, setting, mayFail } = call;
      const [arg] = args;
      const starts = /^Exec(Start|Condition)/.test(setting.key) || setting.key === SCRIPT;
      if ((args.length > 0 && (arg === undefined || known.includes(arg))) || (mayFail && !starts)) return [];
      const similar = closest(arg ?? "", known);
      return {
        severity: starts ? "error" : "warning",
        location: locationOf(context, launcher),
        message: `${placeOfCall(call)} calls ${launcher.name}.sh ${arg === undefined ? "without an argument" : `with ${arg}`}, and it ends with 1: it knows ${known.join(", ")}`,
        help:
          arg === "stop"
            ? 'add <StopFunction enable="true"/> to LxcParams'
            : similar.length > 0
              ? `did you mean ${similar.join(" or ")}?`
              : `write ${launcher.name}.sh ${setting.key.startsWith("ExecStop") ? "stop" : "start"}, or add an Attach with that ParamName`,
      };
    });
  },
};
