import type { ConfPlan } from "../../plan/conf-plan.ts";
import type { ContainerPlan } from "../../plan/plan.ts";
import type { TellReason } from "../reason.ts";
import { type Trait, trait } from "../trait.ts";

/** What its cgroup bounds. */
export const limitTraits = ({ cgroup }: Pick<ConfPlan, "cgroup">, tell: TellReason): readonly Trait[] =>
  cgroup.map(({ file, value, why }) => trait("limits", file, { value, reasons: [tell(why)] }));

/** Profiles, hooks and what else is written as given; what is mounted by it is among the mounts. */
export const confinementTraits = ({ conf }: ContainerPlan, tell: TellReason): readonly Trait[] =>
  conf.settings
    .filter(({ row }) => row.element !== "AutoMount")
    .map(({ row, value, why }) => trait("confinement", row.element, { value, reasons: [tell(why)] }));

export const environmentTraits = ({ environment }: ContainerPlan, tell: TellReason): readonly Trait[] =>
  environment.map(({ name, value, why }) => trait("environment", name, { value, reasons: [tell(why)] }));
