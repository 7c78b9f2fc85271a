import type { ContainerPlan } from "../plan/plan.ts";
import type { ProcessPlan } from "../plan/process-plan.ts";

/** The processes that the launcher starts: the main one, and those of Attach. */
export const launchedProcesses = ({ launcher }: ContainerPlan): readonly ProcessPlan[] =>
  launcher === undefined ? [] : [launcher.start.process, ...launcher.attaches.map(({ process }) => process)];
