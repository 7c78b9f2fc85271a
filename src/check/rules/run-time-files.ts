import { atSpan } from "../../diagnostics/diagnostic.ts";
import type { ContainerContext } from "../container-context.ts";
import { lackingAtRunTime } from "../run-time/lacking.ts";
import type { ContainerRule } from "../rule.ts";

/** What programs open while they run can't be known; what those of a kind usually open can. */
export const runTimeFiles: ContainerRule<"run-time-files"> = {
  kind: "container",
  code: "run-time-files",
  severity: "hint",
  title: "What the container's programs are known to open while they run is on the host, and not in the container.",
  judge: (context) => {
    const lacking = lackingAtRunTime(context);
    if (lacking.length === 0) return [];
    const [execution] = context.executions();
    return [
      {
        location: execution?.location ?? atSpan(context.plan.span),
        message: `known to be opened at run time by ${programNames(context)} or its libraries, and not in the container: ${lacking.join(", ")}`,
        help: "mount what the container uses of it; about the rest nothing needs to be done",
      },
    ];
  },
};

const programNames = (context: ContainerContext): string =>
  [...new Set(context.starts().map(({ running }) => running.main.path))].join(", ");
