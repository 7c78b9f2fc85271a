import type { Location } from "../diagnostics/diagnostic.ts";
import type { CommandPlan, LauncherPlan } from "../plan/launcher-plan.ts";
import type { ProcessPlan } from "../plan/process-plan.ts";
import { readShell } from "../shell/read-shell.ts";
import type { ShellFault } from "../shell/shell-text.ts";
import { type ContainerFacts, locationOf } from "./container-facts.ts";

/** What the launcher runs in the container for one of its arguments. */
export interface LauncherCommand {
  /** `start`, or an Attach's ParamName. */
  readonly param: string;
  readonly command: CommandPlan;
  readonly process: ProcessPlan;
}

/** The commands of a launcher, `start` first. */
export const launcherCommands = (launcher: Pick<LauncherPlan, "start" | "attaches"> | undefined): readonly LauncherCommand[] =>
  launcher === undefined ? [] : [{ param: "start", ...launcher.start }, ...launcher.attaches];

/** Those whose text sh can read. */
export const readableCommands = (launcher: LauncherPlan | undefined): readonly LauncherCommand[] =>
  launcherCommands(launcher).filter(({ command }) => shellFaultOf(command) === undefined);

/** What sh can't read of a command in its launcher. With a notification the launcher writes an `&` behind the text, unless that ends in a comment. */
export const shellFaultOf = ({ text, shell, notify }: CommandPlan): ShellFault | undefined => {
  const isInBackground = notify !== undefined && shell.comment === undefined;
  const isWritten = shell.fault ?? (isInBackground ? readShell(`${text} &`, "arguments").fault : undefined);
  // The next line would be joined to the text.
  const isJoined = /(?:^|[^\\])(?:\\\\)*\\$/.test(text) && (isInBackground || /[;&]/.test(text));
  return (
    isWritten ?? (isJoined ? { at: text.length - 1, what: "the backslash at the end takes what follows in the script along" } : undefined)
  );
};

/** Where a place of a command's text is in the description: at ExecName, or at ExecParams. */
export const locationInCommand = (facts: ContainerFacts, { nameLength, paramsWhy, why }: CommandPlan, at: number): Location =>
  locationOf(facts, { why: at < nameLength || paramsWhy === undefined ? why : paramsWhy });

/** What the text has from a place on, shortened. */
export const textFrom = (text: string, at: number): string => {
  const rest = text.slice(at).trim();
  return rest.length > MAX_SHOWN ? `${rest.slice(0, MAX_SHOWN)}…` : rest;
};

const MAX_SHOWN = 40;
