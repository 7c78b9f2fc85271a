import { DATA_OPTIONS } from "../../linux/bind-options.ts";
import { isListed } from "../../rootfs/paths.ts";
import { mountFile } from "../program-help.ts";
import { hasHostSource } from "../../plan/mount-kind.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { isUnknown } from "../../view/container-view.ts";
import { pathArguments } from "../arguments.ts";
import type { ContainerContext } from "../container-context.ts";
import type { CommandExecution } from "../executions.ts";
import type { ContainerRule } from "../rule.ts";

/** What neither the host nor the container has, a program may make. */
export const missingArgument: ContainerRule<"missing-argument"> = {
  kind: "container",
  code: "missing-argument",
  severity: "warning",
  title: "A command is given the path of something that the host has and the container has not.",
  judge: (context) =>
    pathArguments(context)
      .filter(({ execution, path }) => !isProgram(execution, path))
      .filter(({ path }) => context.plan.rootfs !== undefined && lookup(context.before, path).kind === "found" && isMissing(context, path))
      .map(({ execution, path }) => ({
        location: execution.location,
        message: `${execution.name} is given ${path}, which is on the host but not in the container`,
        help: isListed(path, context.config.writable)
          ? `add a MountPoints entry for ${path}`
          : mountFile(context, path, DATA_OPTIONS, execution.location),
      })),
};

/** Whether a path is that of a program that the command runs, which is a finding of its own. */
const isProgram = ({ end }: CommandExecution, path: string): boolean =>
  typeof end === "object" && end.kind === "missing" && end.path === path;

const isMissing = (context: ContainerContext, path: string): boolean => {
  const found = lookup(context.view.rootfs, path);
  if (found.kind !== "missing" || isUnknown(context.view, found.path)) return false;
  if (/^(?:proc|sys)(?:\/|$)/.test(found.path) || (context.plan.conf.autoDev && FRESH_DEV.test(found.path))) return false;
  const mount = context.view.originOf(found.path)?.mount;
  return mount === undefined || hasHostSource(mount);
};

/** What LXC makes in a fresh /dev: src/lxc/conf.c, lxc_devs and setup_dev_symlinks; terminals and shared memory beside it. */
const FRESH_DEV = /^dev\/(?:null|zero|full|u?random|tty\d*|console|ptmx|pts|shm|mqueue|fd|stdin|stdout|stderr|lxc)(?:\/|$)/;
