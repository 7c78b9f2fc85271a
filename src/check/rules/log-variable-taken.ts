import { because } from "../../plan/finding-words.ts";
import { logVariable } from "../../plan/log-variable.ts";
import type { LogPlan } from "../../plan/plan.ts";
import { locationInRun } from "../run-context.ts";
import type { RunRule } from "../rule.ts";

/** The one containerLog.properties has a variable of its own for each container. */
export const logVariableTaken: RunRule<"log-variable-taken"> = {
  kind: "run",
  code: "log-variable-taken",
  severity: "error",
  title: "Two containers would set the same variable in containerLog.properties.",
  judge: (run) => {
    const first = new Map<string, LogPlan>();
    return run.plan.containers.flatMap(({ log }) => {
      if (log === undefined) return [];
      const variable = logVariable(log.name);
      const earlier = first.get(variable);
      first.set(variable, earlier ?? log);
      if (earlier === undefined) return [];
      return [
        {
          location: locationInRun(run, log.why),
          message: `${variable}_logs in /etc/containerLog.properties is set for ${earlier.name} already (${because(earlier.why)})`,
          help: "name one of the containers otherwise: - and . become _ there",
        },
      ];
    });
  },
};
