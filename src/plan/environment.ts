import type { ConfPlan } from "./conf-plan.ts";
import type { Scope } from "./scope.ts";

/** lxc-execute starts with an empty environment: lxc-execute(1). */
const DEFAULT_PATH = { name: "PATH", value: "/usr/sbin:/usr/bin:/sbin:/bin" };

/** The variables in order, a PATH if none is set, and all LD_PRELOAD libraries in one variable at the end. */
export const planEnvironment = (scope: Scope): ConfPlan["environment"] => {
  const { environment } = scope.container;
  const preloads = environment.filter((each) => each.name === "LD_PRELOAD").flatMap((each) => each.value.split(":"));
  const libraries = [...new Set(preloads.filter((each) => each !== ""))];
  return [
    ...(environment.some((each) => each.name === "PATH") ? [] : [DEFAULT_PATH]),
    ...environment.filter((each) => each.name !== "LD_PRELOAD").map(({ name, value }) => ({ name, value })),
    ...(libraries.length === 0 ? [] : [{ name: "LD_PRELOAD", value: libraries.join(":") }]),
  ];
};
