import type { Config } from "../model/config.ts";
import type { Options } from "../model/options.ts";
import type { Plan } from "../plan/plan.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { type Views, viewDevice } from "../view/views.ts";
import { indexOverlay, type OverlayIndex } from "./overlay-index.ts";

/** A plan, and what explanations look up in it. */
export interface ExplainedDevice {
  readonly plan: Plan;
  readonly overlay: OverlayIndex;
  readonly views: Views;
  readonly rootfs: HostRootfs;
  readonly config: Config;
  readonly options: Options;
}

export const explainedDevice = (planned: Pick<ExplainedDevice, "plan" | "rootfs" | "config" | "options">): ExplainedDevice => ({
  ...planned,
  overlay: indexOverlay(planned.plan),
  views: viewDevice(planned.plan, planned.rootfs),
});
