import { because } from "../../plan/finding-words.ts";
import { isCarried } from "../../plan/caps-conflicts.ts";
import { locationInRun } from "../run-context.ts";
import type { RunRule } from "../rule.ts";

/** containerLog.properties is not carried for its capabilities as well. */
export const capsOnLogFile: RunRule<"caps-on-log-file"> = {
  kind: "run",
  code: "caps-on-log-file",
  severity: "error",
  title: "A mounted host file gets capabilities, and Logging writes it anew.",
  judge: (run) => {
    const { containers } = run.plan;
    const log = containers.map((container) => container.log).find((each) => each !== undefined);
    if (log === undefined) return [];
    return containers
      .flatMap(({ hostEntries }) => hostEntries.filter((entry) => isCarried(entry) && entry.path === log.hostPath))
      .map(({ path, why }) => ({
        location: locationInRun(run, why),
        message: `/${path} can't get capabilities: ${log.name} writes it anew (${because(log.why)})`,
        help: "remove caps",
      }));
  },
};
