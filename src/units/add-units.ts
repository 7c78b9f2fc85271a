import type { Staged } from "../diagnostics/diagnostic.ts";
import type { CommonOptions } from "../model/options.ts";
import type { Plan } from "../plan/plan.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { viewDevice } from "../view/views.ts";
import { type ContainerUnits, planUnits } from "./plan-units.ts";
import { withUnits } from "./with-units.ts";

/** The plan with the units that `--with-units` asks for, and these by themselves; as it is where nothing is asked for. */
export const addUnits = (
  plan: Plan,
  rootfs: HostRootfs,
  options: CommonOptions,
): Staged<{ readonly plan: Plan; readonly units: readonly ContainerUnits[] }> => {
  const asked = options.withUnits;
  if (asked === undefined) return { value: { plan, units: [] }, diagnostics: [] };
  const { value: units, diagnostics } = planUnits({
    plan,
    host: rootfs,
    views: viewDevice(plan, rootfs),
    only: asked === "all" ? undefined : asked,
  });
  return { value: { plan: withUnits(plan, units, { rootfs, options }), units }, diagnostics };
};
