import type { AttachPlan, StartPlan } from "../plan/launcher-plan.ts";
import { DOBBY_INIT } from "../plan/bundle-plan.ts";
import type { ContainerPlan } from "../plan/plan.ts";

/** What is executed in a container: by the branches of its launcher, `start` first, or by its bundle, which Dobby's init executes. */
export const commandsOf = ({ launcher, bundle, target }: ContainerPlan): readonly (StartPlan | AttachPlan)[] => {
  if (launcher !== undefined) return [launcher.start, ...launcher.attaches];
  const start = bundle?.start;
  if (start === undefined) return [];
  const init = { ...start, command: { ...start.command, words: [DOBBY_INIT] } };
  return target === "dobby" ? [init, start] : [start];
};
