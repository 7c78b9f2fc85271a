import type { Bundle } from "../model/bundle.ts";
import type { CgroupSetting, DeviceRule } from "../model/container.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import type { StartPlan } from "./launcher-plan.ts";
import type { Owner } from "./owner.ts";
import type { SystemCallFilter } from "./system-call-filter.ts";
import type { Why } from "./why.ts";

/** What Dobby puts before every program: the init of the container, which reaps what nobody waits for. */
export const DOBBY_INIT = "/usr/libexec/DobbyInit";

/** What is decided for a bundle alone, before any text is made of it. */
export interface BundlePlan {
  /** What its descriptions say of Dobby's plugins. */
  readonly said: Bundle;
  /** What it executes, without DobbyInit before it; absent where no ExecName can be read. */
  readonly start: StartPlan | undefined;
  /** The ids of the host that are root inside, where it has a user namespace: in secure mode with a UserName. */
  readonly mapped: (Owner & { readonly userWhy: Why; readonly groupWhy: Why }) | undefined;
  /** Supplementary groups of the host, each once, which keep their number inside. */
  readonly additionalGids: readonly { readonly gid: number; readonly why: Why }[];
  /** What the process may do, in the order in which it is named, or that of capabilities(7). */
  readonly capabilities: readonly string[];
  readonly capabilitiesWhy: Why | undefined;
  readonly limits: readonly CgroupSetting[];
  readonly devices: readonly DeviceRule[];
  readonly filter: SystemCallFilter | undefined;
  /** Where its Rootfs stands. */
  readonly rootfs: Span | undefined;
  readonly dbus: Span | undefined;
  /** Whether the device can't write where the bundle lies. */
  readonly readOnlyHost: boolean;
}
