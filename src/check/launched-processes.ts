import { commandsOf } from "./commands-of.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { ProcessPlan } from "../plan/process-plan.ts";

/** The processes that the launcher or the bundle starts: the main one, and those of Attach. */
export const launchedProcesses = (plan: ContainerPlan): readonly ProcessPlan[] => commandsOf(plan).map(({ process }) => process);
