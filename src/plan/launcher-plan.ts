import type { Span } from "../diagnostics/diagnostic.ts";
import type { ShellText } from "../shell/shell-text.ts";
import type { ProcessPlan } from "./process-plan.ts";
import type { Why } from "./why.ts";

/** A launcher script, decided but not yet written in sh. */
export interface LauncherPlan {
  /** LauncherName: the script is `NAME.sh`. */
  readonly name: string;
  readonly containerName: string;
  /** Where that is given; where it is the SandboxName, LxcParams. */
  readonly containerNameWhy: Why;
  /** Absolute path of the container's lxc.conf on the device. */
  readonly conf: string;
  readonly start: StartPlan;
  readonly attaches: readonly AttachPlan[];
  /** Where StopFunction asks for `stop`. */
  readonly stop: Why | undefined;
  /** lxc-attach gets `--clear-env` (dialects from 4.0 on). */
  readonly clearEnv: boolean;
  /** Command line of the container's init as the host sees it, where it is known: a forked process is sought below it. */
  readonly init: string | undefined;
  /** How the script sleeps: with the device's /bin/usleep, or with `sleep` and fractions. */
  readonly pause: "usleep" | "sleep";
  /** Microseconds after systemd-notify. */
  readonly settle: number;
  readonly why: Why;
}

export interface StartPlan {
  readonly command: CommandPlan;
  /** Who the description wants the main process to be. */
  readonly userName: string | undefined;
  readonly process: ProcessPlan;
  readonly logFile: string | undefined;
  readonly logFileWhy: Why | undefined;
  readonly logPriority: string | undefined;
}

export interface CommandPlan {
  /** ExecName and ExecParams as they stand, joined by a blank. */
  readonly text: string;
  /** Its words as far as the shell does not end them, quotes taken off; `undefined` for one that the shell computes. The first is the program. */
  readonly words: readonly (string | undefined)[];
  /** What sh makes of the text behind LXC's own words. */
  readonly shell: ShellText;
  /** How much of the text ExecName is. */
  readonly nameLength: number;
  readonly paramsWhy: Why | undefined;
  readonly notify: NotifyPlan | undefined;
  readonly why: Why;
}

export interface NotifyPlan {
  readonly pidFile: string | undefined;
  readonly pidFileSpan: Span | undefined;
  readonly processName: string;
  readonly processNameSpan: Span | undefined;
  readonly forking: boolean;
}

export interface AttachPlan {
  readonly param: string;
  readonly command: CommandPlan;
  /** Who the description wants the process to be. */
  readonly userName: string | undefined;
  readonly process: ProcessPlan;
  readonly why: Why;
}
