import type { ContainerPlan } from "../../plan/plan.ts";
import { locationInRun } from "../run-context.ts";
import type { RunRule } from "../rule.ts";

/** What rotates a log renames it under one of the two. LXC's own lines tell the container, and it appends: so its LogFile is no mistake for certain. */
export const logTaken: RunRule<"log-taken"> = {
  kind: "run",
  code: "log-taken",
  severity: "hint",
  title: "Two containers write one log.",
  judge: (run) => {
    const first = new Map<string, string>();
    return run.plan.containers.flatMap((container) =>
      logsOf(container).flatMap(({ path, why }) => {
        const earlier = first.get(path);
        if (earlier === undefined) first.set(path, container.name);
        if (earlier === undefined || earlier === container.name) return [];
        return {
          location: locationInRun(run, why),
          message: `${earlier} and ${container.name} both write ${path}`,
          help: `give each a log of its own, as in ${path.replace(/(\.\w+)?$/, `-${container.name.toLowerCase()}$1`)}`,
        };
      }),
    );
  },
};

const logsOf = ({ launcher, log, mounts }: ContainerPlan) => [
  ...(launcher?.start.logFile === undefined || launcher.start.logFileWhy === undefined
    ? []
    : [{ path: launcher.start.logFile, why: launcher.start.logFileWhy }]),
  ...mounts
    .filter(({ kind }) => kind === "logging")
    .flatMap(({ source, why }) => (log?.logs ?? []).map((name) => ({ path: `${source}/${name}`, why }))),
];
