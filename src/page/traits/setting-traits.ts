import type { ConfPlan } from "../../plan/conf-plan.ts";
import type { ContainerPlan } from "../../plan/plan.ts";
import type { TellReason } from "../reason.ts";
import { type Trait, trait } from "../trait.ts";

/** What its cgroup bounds. */
export const limitTraits = ({ cgroup }: Pick<ConfPlan, "cgroup">, tell: TellReason): readonly Trait[] =>
  cgroup.map(({ file, value, why }) => trait("limits", file, { value, reasons: [tell(why)] }));

/** Profiles, and what else is written as given; what is mounted by it is among the mounts. */
export const confinementTraits = ({ conf }: ContainerPlan, tell: TellReason): readonly Trait[] =>
  conf.settings
    .filter(({ row }) => row.element !== "AutoMount")
    .map(({ row, value, why }) =>
      CONFINING.has(row.element)
        ? profileTrait(row.element, value, [tell(why)])
        : trait("settings", row.element, { value, reasons: [tell(why)] }),
    );

/** A profile, or a switch that confines where it is on. */
export const profileTrait = (name: string, value: string, reasons: Trait["reasons"] = []): Trait =>
  value === "0"
    ? trait("settings", name, { value, reasons })
    : trait("confinement", name, { value, powers: value === "unconfined" ? ["unconfined"] : [], reasons });

const CONFINING: ReadonlySet<string> = new Set(["NoNewPrivs", "ApparmorProfile", "SelinuxContext", "SeccompProfile"]);

export const environmentTraits = ({ environment }: ContainerPlan, tell: TellReason): readonly Trait[] =>
  environment.map(({ name, value, why }) => trait("environment", name, { value, reasons: [tell(why)] }));
