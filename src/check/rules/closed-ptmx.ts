import { changeOptions } from "../../diagnostics/fix.ts";
import type { Mount } from "../../plan/mount.ts";
import type { ProcessPlan } from "../../plan/process-plan.ts";
import { locationOfPart } from "../mount-parts.ts";
import { devptsOf, isOwnPtmx, ptmxOf } from "../pseudo-terminals.ts";
import type { ContainerRule } from "../rule.ts";

/** The ptmx of a devpts is root's and has mode 0000 where ptmxmode does not say otherwise: Documentation/filesystems/devpts.rst; open(2), EACCES. */
export const closedPtmx: ContainerRule<"closed-ptmx"> = {
  kind: "container",
  isOfLxc: true,
  code: "closed-ptmx",
  severity: "warning",
  title: "/dev/ptmx is that of a devpts whose ptmxmode keeps the container's user out.",
  judge: (context) => {
    const [devpts, ptmx, who] = [devptsOf(context), ptmxOf(context), context.plan.launcher?.start.process];
    if (devpts === undefined || ptmx === undefined || who === undefined || !isOwnPtmx(context, ptmx) || mayOpen(devpts, who)) return [];
    return [
      {
        location: locationOfPart(context, devpts, "options"),
        message: `${ptmx.destination} can't be opened by the container's user: the ptmx of dev/pts is root's, with mode ${modeOf(devpts) ?? "0000"}`,
        help: changeOptions(devpts.parts?.options, { add: ["ptmxmode=0666"] }, "add ptmxmode=0666 to the Options of dev/pts"),
      },
    ];
  },
};

/** The last one counts. */
const modeOf = ({ options }: Mount): string | undefined =>
  options.flatMap((option) => /^ptmxmode=([0-7]+)$/.exec(option)?.[1] ?? []).at(-1);

const mayOpen = (devpts: Mount, { uid, gid, groups, dacOverride }: ProcessPlan): boolean => {
  const mode = Number.parseInt(modeOf(devpts) ?? "0", 8);
  const bits = uid === 0 ? mode >> 6 : gid === 0 || groups.includes(0) ? mode >> 3 : mode;
  return dacOverride || (bits & 6) === 6;
};
