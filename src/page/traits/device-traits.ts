import type { ConfPlan } from "../../plan/conf-plan.ts";
import type { TellReason } from "../reason.ts";
import { type Trait, trait } from "../trait.ts";

/** The device rules of its cgroup, in their order. */
export const deviceTraits = ({ devices }: Pick<ConfPlan, "devices">, tell: TellReason): readonly Trait[] =>
  devices.map(({ verb, rule, comment, why }) =>
    trait("devices", verb, {
      value: rule,
      detail: comment ?? "",
      powers: verb === "allow" && isEvery(rule) ? ["every device"] : [],
      reasons: [tell(why)],
    }),
  );

/** `a` alone, and all numbers of a kind: the kernel's admin-guide on cgroup-v1, devices.rst. */
const isEvery = (rule: string): boolean => /^(?:a\b|[bc] \*:\*)/.test(rule);
