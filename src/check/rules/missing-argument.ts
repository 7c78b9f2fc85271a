import { DATA_OPTIONS } from "../../linux/bind-options.ts";
import { isListed } from "../../rootfs/paths.ts";
import { mountFile } from "../program-help.ts";
import type { CommandExecution } from "../executions.ts";
import { isLeftOnHost, pathArguments } from "../arguments.ts";
import type { ContainerRule } from "../rule.ts";

/** What neither the host nor the container has, a program may make. */
export const missingArgument: ContainerRule<"missing-argument"> = {
  kind: "container",
  code: "missing-argument",
  severity: "warning",
  title: "A command is given the path of something that the host has and the container has not.",
  judge: (context) =>
    pathArguments(context)
      .filter(({ execution, path }) => isLeftOnHost(context, path) && !isProgram(execution, path))
      .map(({ execution, location, path }) => ({
        location,
        message: `${execution.name} is given ${path}, which is on the host but not in the container`,
        help: isListed(path, context.config.writable)
          ? `add a MountPoints entry for ${path}`
          : mountFile(context, path, DATA_OPTIONS, location),
      })),
};

/** Whether a path is that of a program that the command runs, which is a finding of its own. */
const isProgram = ({ end }: CommandExecution, path: string): boolean =>
  typeof end === "object" && end.kind === "missing" && end.path === path;
