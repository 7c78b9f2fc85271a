import { normalizePath } from "../linux/path-spelling.ts";
import type { ContainerContext } from "./container-context.ts";
import type { CommandExecution } from "./executions.ts";

/** A path among the words behind a command's program. */
export interface PathArgument {
  readonly execution: CommandExecution;
  /** Absolute. */
  readonly path: string;
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
    return words.slice(0, isShell && end >= 0 ? end : undefined).flatMap((word) => {
      const [, path] = /^(?:--?[\w-]+=)?(\/[^\s:=,;?*]+)$/.exec(word ?? "") ?? [];
      return path === undefined || normalizePath(path) === "" ? [] : { execution, path };
    });
  });
