import { atSpan } from "../diagnostics/diagnostic.ts";
import type { Setting } from "../model/container.ts";
import { lxcKey } from "../model/lxc-keys.ts";
import { freshDevNotMade, settingNotInDialect } from "./conf-findings.ts";
import type { ConfPlan } from "./conf-plan.ts";
import type { PlanContext } from "./plan-context.ts";

/** The settings that are written as given, where they have an effect and the dialect has a key for them. */
export const planSettings = (context: SettingScope, autoDev: boolean): ConfPlan["settings"] => {
  return context.container.settings
    .filter((each) => hasEffect(context, each, autoDev) && hasKey(context, each))
    .map(({ row, value, span }) => ({ row, value, why: { reason: row.element, span } }));
};

type SettingScope = Pick<PlanContext, "container" | "rootfs" | "config" | "dialect" | "report">;

/** What needs a rootfs of the container's own goes with the rootfs, without a word. */
const hasEffect = ({ container, report }: SettingScope, { row, span }: Setting, autoDev: boolean): boolean => {
  const isShared = container.rootfs === undefined;
  if (row.needs === "own rootfs") return !isShared;
  const lacks = row.needs === "fresh /dev" && !autoDev;
  if (lacks) report(freshDevNotMade(atSpan(span), row.element, isShared));
  return !lacks;
};

const hasKey = ({ dialect, report }: SettingScope, { row, value, span }: Setting): boolean => {
  const has = lxcKey(row, dialect) !== undefined;
  if (!has && value !== row.byDefault) report(settingNotInDialect(atSpan(span), row.element, dialect));
  return has;
};
