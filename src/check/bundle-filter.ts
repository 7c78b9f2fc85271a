import type { ContainerPlan } from "../plan/plan.ts";

/** The filter is in force when a runtime executes the program: EPERM, as crun 1.8.1 says. One of each list is enough. */
const BY_RUNTIME: readonly (readonly string[])[] = [["execve"]];

/** DobbyInit makes a process, and ends where it can't wait for one: rdkcentral/Dobby, daemon/init/source/InitMain.cpp, doForkExec. */
const BY_INIT: readonly (readonly string[])[] = [
  ["vfork", "clone", "clone3", "fork"],
  ["wait4", "waitid", "waitpid"],
];

/** The calls without which a bundle does not start, and which its profile does not allow: one name for each. */
export const blockedByFilter = ({ bundle, target }: ContainerPlan): readonly string[] => {
  if (bundle?.filter === undefined) return [];
  const allowed = new Set(bundle.filter.names);
  const needed = target === "oci" ? BY_RUNTIME : [...BY_RUNTIME, ...BY_INIT];
  return needed.flatMap((calls) => (calls.some((call) => allowed.has(call)) ? [] : calls.slice(0, 1)));
};

/** What a profile has that can't be the name of a system call; each line of it is taken for one. */
export const noNamesIn = ({ bundle }: ContainerPlan): readonly string[] =>
  (bundle?.filter?.names ?? []).filter((name) => !/^\w*[A-Za-z]\w*$/.test(name));
