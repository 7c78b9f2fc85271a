import { withChange } from "../../diagnostics/fix.ts";
import type { LauncherPlan } from "../../plan/launcher-plan.ts";
import type { ContainerPlan } from "../../plan/plan.ts";
import { locationInRun } from "../run-context.ts";
import type { RunRule } from "../rule.ts";

/** LXC knows a container by the name after -n alone, and starts no second one under it (lxc-execute(1)); lxc-stop stops whichever runs. */
export const containerNameTaken: RunRule<"container-name-taken"> = {
  kind: "run",
  code: "container-name-taken",
  severity: "error",
  title: "Two containers have one name for LXC.",
  judge: (run) => {
    const first = new Map<string, ContainerPlan>();
    return run.plan.containers.flatMap((container) => {
      const { launcher } = container;
      if (launcher === undefined) return [];
      const earlier = first.get(launcher.containerName);
      first.set(launcher.containerName, earlier ?? container);
      if (earlier === undefined) return [];
      // What is given is wrong, and not what is so by default.
      const guilty = isGiven(container, launcher) || earlier.launcher === undefined ? launcher : earlier.launcher;
      const location = locationInRun(run, guilty.containerNameWhy);
      return {
        location,
        message: `the ContainerName ${launcher.containerName} is ${earlier.name}'s and ${container.name}'s: LXC starts one of them only, and stop and Attach of each reach whichever runs`,
        help: withChange(location, "leave ContainerName out: the SandboxName counts then", (at) => ({ kind: "removal", at })),
      };
    });
  },
};

const isGiven = ({ name }: ContainerPlan, { containerName }: LauncherPlan): boolean => containerName !== name;
