import { atFile, atSpan, type Location } from "../diagnostics/diagnostic.ts";
import type { Config } from "../model/config.ts";
import type { CommonOptions } from "../model/options.ts";
import type { Plan } from "../plan/plan.ts";
import type { Why } from "../plan/why.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import type { Views } from "../view/views.ts";

/** What the rules for a run as a whole look at. */
export interface RunContext {
  readonly plan: Plan;
  /** Of this plan. */
  readonly views: Views;
  /** The host as the tarball has it. */
  readonly rootfs: HostRootfs;
  readonly config: Config;
  readonly options: CommonOptions;
}

/** Where a description asked for something; the host rootfs where none did. */
export const locationInRun = ({ rootfs }: RunContext, why: Why): Location =>
  why.span === undefined ? atFile(rootfs.file) : atSpan(why.span);
