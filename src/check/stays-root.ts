import type { StartPlan } from "../plan/launcher-plan.ts";

/** Whether a process of a secure container is root: no user is named, or one of uid 0; an unknown one is a finding of its own. */
export const staysRoot = ({ userName, process: who }: Pick<StartPlan, "userName" | "process">): boolean =>
  userName === undefined || (who.userName !== undefined && who.uid === 0);
