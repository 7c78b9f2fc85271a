import type { ConfPlan } from "../../plan/conf-plan.ts";
import type { Mount } from "../../plan/mount.ts";
import type { ContainerPlan } from "../../plan/plan.ts";
import { formatCapabilities } from "../../linux/capabilities-text.ts";
import { capabilitiesOf } from "../file-capabilities.ts";
import { flagHolds } from "../flag-holds.ts";
import type { ContainerRule } from "../rule.ts";

/** Whoever executes a file gets its capabilities only within the bounding set: capabilities(7). */
export const capabilityNotKept: ContainerRule<"capability-not-kept"> = {
  kind: "container",
  code: "capability-not-kept",
  severity: "error",
  title: "A file's capabilities are not all in the container's bounding set.",
  judge: (context) =>
    [...context.executed()].flatMap(([file, location]) => {
      const { conf } = context.plan;
      const capabilities = capabilitiesOf(file);
      if (capabilities === undefined || isIgnored(context.plan, context.view.originOf(file.path)?.mount)) return [];
      const lost = lostNames(conf, capabilities.permitted);
      if (lost.length === 0) return [];
      const list = lost.join(", ");
      const because = keepsOnly(conf) ? `CapKeep lacks ${list}` : `CapDrop takes ${list} away`;
      const effect = capabilities.effective ? "exec fails with EPERM" : "the program runs without";
      return [
        {
          location,
          message: `${file.path} has ${formatCapabilities(capabilities)}, but ${because}: ${effect}`,
          help: keepsOnly(conf)
            ? `${conf.capKeep.includes("none") ? "write" : "add"} ${list} ${conf.capKeep.includes("none") ? "in place of none in" : "to"} CapKeep`
            : `remove ${list} from CapDrop`,
        },
      ];
    }),
};

const keepsOnly = ({ capKeep }: ConfPlan): boolean => capKeep.length > 0;

/** Those that the container's bounding set lacks. */
const lostNames = (conf: ConfPlan, names: readonly string[]): readonly string[] =>
  names.filter((name) => (keepsOnly(conf) ? !conf.capKeep.includes(name) : conf.capDrop.includes(name)));

/** The kernel does not look at capabilities where nosuid holds. */
const isIgnored = (plan: ContainerPlan, mount: Mount | undefined): boolean => mount !== undefined && flagHolds(plan, mount, "nosuid");
