import { dialectFrom } from "../../plan/plan-context.ts";
import type { ContainerContext } from "../container-context.ts";
import { isMadeAtRunTime } from "../../plan/mount-source.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { startProblems } from "../lxc-files/start-problems.ts";
import type { IncludedFile } from "../lxc-files/included-files.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** LXC reads its configuration before all else, and ends where it does not understand it. */
export const badLxcInclude: ContainerRule<"bad-lxc-include"> = {
  kind: "container",
  code: "bad-lxc-include",
  severity: "error",
  title: "LXC can't read a file of LxcInclude, and does not start.",
  judge: (context) => context.includes().flatMap((file) => judgeFile(context, file)),
};

const judgeFile = (context: ContainerContext, { location, included }: IncludedFile): readonly Found[] => {
  const { plan, dialect, cgroup } = context;
  const { problems, settings } = included;
  const atStart = startProblems(settings, { dialect, cgroup, isMissing: (path) => isMissing(context, path) });
  const found = [...problems, ...atStart].map((problem) => ({
    location,
    message: `${problem.path}, line ${problem.line}: ${problem.message}: LXC does not start ${plan.name}`,
    help: problem.help,
  }));
  const { capKeep, capDrop } = plan.conf;
  const [element, other] = capKeep.length > 0 ? ["CapKeep", "lxc.cap.drop"] : capDrop.length > 0 ? ["CapDrop", "lxc.cap.keep"] : [];
  const taken = settings.find(({ key, value }) => key === other && value !== "");
  if (taken === undefined || !dialectFrom(dialect, "5.0")) return found;
  const message = `${taken.path}, line ${taken.line}: ${other} can't be set together with ${element}: LXC does not start ${plan.name}`;
  return [...found, { location, message, help: `remove one of the two: ${element} is the container's own` }];
};

const isMissing = (context: ContainerContext, path: string): boolean => {
  const found = lookup(context.host, path);
  return found.kind === "loop" || (found.kind === "missing" && !isMadeAtRunTime(context, found.path));
};
