import type { Verdict } from "../../diagnostics/diagnostic.ts";
import { autoMountOn } from "../../plan/auto-mounts.ts";
import { because } from "../../plan/finding-words.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import type { Mount } from "../../plan/mount.ts";
import type { ContainerPlan } from "../../plan/plan.ts";
import { refusedMount } from "../../plan/refused-mount.ts";
import { locationOf } from "../container-facts.ts";
import { entryMounts } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

/**
 * The kernel refuses a file system on a place where the same one is mounted (fs/namespace.c, do_add_mount: EBUSY). There is one sysfs for a network
 * name space; of proc there was one for a PID name space until Linux 5.8 (fs/proc/root.c, proc_get_tree).
 */
export const autoMountCovered: ContainerRule<"auto-mount-covered"> = {
  kind: "container",
  isOfLxc: true,
  code: "auto-mount-covered",
  severity: "either",
  title: "An Entry mounts proc or sysfs where AutoMount has mounted the same.",
  judge: (context) =>
    entryMounts(context).flatMap((mount) => {
      const fsType = bindsSource(mount) ? undefined : mount.fsType;
      if (fsType !== "proc" && fsType !== "sysfs") return [];
      const auto = autoMountOn(context.plan.conf.settings, { fsType, place: mount.place });
      if (auto === undefined) return [];
      const { what, help, severity } = OUTCOMES[fsType](mount, context.plan);
      return [
        {
          location: locationOf(context, mount),
          message: `${mount.destination} has the ${fsType} of ${because(auto.why)} already: ${what}`,
          help,
          severity,
        },
      ];
    }),
};

interface Outcome {
  readonly what: string;
  readonly help: string;
  readonly severity: Verdict;
}

const OUTCOMES: Readonly<Record<"proc" | "sysfs", (mount: Mount, plan: ContainerPlan) => Outcome>> = {
  sysfs: (mount, plan) => {
    const { severity, outcome } = refusedMount(mount, plan);
    return { severity, what: `the kernel refuses a second one (EBUSY), and ${outcome}`, help: "remove the Entry, or the AutoMount" };
  },
  proc: () => ({
    severity: "warning",
    what: "this one covers what of it is read-only, /proc/sys and /proc/sysrq-trigger; a kernel before Linux 5.8 refuses it, and LXC will not start the container",
    help: "remove the Entry, or the AutoMount if its hidepid counts for more",
  }),
};
