import type { ConfPlan, DeviceRulePlan } from "../../plan/conf-plan.ts";
import type { TellReason } from "../reason.ts";
import { type Trait, trait } from "../trait.ts";

/** The device rules of its cgroup, in their order. */
export const deviceTraits = ({ devices }: Pick<ConfPlan, "devices">, tell: TellReason): readonly Trait[] =>
  devices.map((each) => deviceTrait(each, [tell(each.why)]));

/** A rule as the kernel takes it, and what the device is called. */
export const deviceTrait = (
  { verb, rule, comment = "" }: Pick<DeviceRulePlan, "verb" | "rule"> & { readonly comment?: string | undefined },
  reasons: Trait["reasons"] = [],
): Trait =>
  trait("devices", verb, { value: rule, detail: comment, powers: verb === "allow" && isEvery(rule) ? ["every device"] : [], reasons });

/** `a` alone, and all numbers of a kind: the kernel's admin-guide on cgroup-v1, devices.rst. */
const isEvery = (rule: string): boolean => /^(?:a\b|[bc] \*:\*)/.test(rule);
