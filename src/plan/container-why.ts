import type { ContainerPlan } from "./plan.ts";
import type { Why } from "./why.ts";

/** Why there is what every container has. */
export const containerWhy = ({ name, span }: Pick<ContainerPlan, "name" | "span">): Why => ({ reason: `container ${name}`, span });
