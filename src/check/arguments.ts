import type { Location } from "../diagnostics/diagnostic.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { hasHostSource } from "../plan/mount-kind.ts";
import { lookup } from "../rootfs/lookup.ts";
import { isUnknown } from "../view/container-view.ts";
import type { ContainerContext } from "./container-context.ts";
import type { CommandExecution } from "./executions.ts";

/** A path among the words behind a command's program. */
export interface PathArgument {
  readonly execution: CommandExecution;
  /** Of the word. */
  readonly location: Location;
  /** Absolute. */
  readonly path: string;
  /** The option that it stands behind, in the same word or in the next one, if it does. */
  readonly option: string | undefined;
}

/**
 * The absolute paths that commands are given as words of their own or behind `--option=`, as far as the shell does not compute them. What a
 * shell is given with -c is a script, and is not looked into.
 */
export const pathArguments = ({ executions }: ContainerContext): readonly PathArgument[] =>
  executions().flatMap((execution) => {
    const words = execution.words.slice(1);
    const end = words.indexOf("-c");
    const isShell = /(?:^|\/)(?:ba|da|a|k|z)?sh$/.test(execution.name);
    return words.slice(0, isShell && end >= 0 ? end : undefined).flatMap((word, index) => {
      const [, own, path] = /^(?:(--?[\w-]+)=)?(\/[^\s:=,;?*]+)$/.exec(word ?? "") ?? [];
      if (path === undefined || normalizePath(path) === "") return [];
      const before = words[index - 1];
      return { execution, location: execution.locationAt(index + 1), path, option: own ?? (before?.startsWith("-") ? before : undefined) };
    });
  });

/** Whether a path is on the host but not in the container, whose programs don't make it either, as far as that is known. */
export const isLeftOnHost = (context: ContainerContext, path: string): boolean => {
  if (context.plan.rootfs === undefined || lookup(context.before, path).kind !== "found") return false;
  const found = lookup(context.view.rootfs, path);
  if (found.kind !== "missing" || isUnknown(context.view, found.path) || isOfKernel(context, found.path)) return false;
  const mount = context.view.originOf(found.path)?.mount;
  return mount === undefined || hasHostSource(mount);
};

/** Whether a real path of the container is one of proc or sysfs, or one that LXC makes. */
export const isOfKernel = ({ plan }: ContainerContext, path: string): boolean =>
  /^(?:proc|sys)(?:\/|$)/.test(path) || (plan.conf.autoDev && FRESH_DEV.test(path));

/** What LXC makes in a fresh /dev: src/lxc/conf.c, lxc_devs and setup_dev_symlinks; terminals and shared memory beside it. */
const FRESH_DEV = /^dev\/(?:null|zero|full|u?random|tty\d*|console|ptmx|pts|shm|mqueue|fd|stdin|stdout|stderr|lxc)(?:\/|$)/;
