import { containerPaths, launcherPath } from "../../plan/container-paths.ts";
import { baseOf } from "../../rootfs/paths.ts";
import { commandsOf, type ServiceCommand } from "../../rootfs/services.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";
import { startingCalls } from "../unit-calls.ts";

/** Without SystemdNotify MAINPID is the launcher's shell, which these signals end: signal(7). Seen with dash and BusyBox. */
export const unitReload: ContainerRule<"unit-reload"> = {
  kind: "container",
  code: "unit-reload",
  severity: "warning",
  title: "A unit's reload signals the launcher's shell, which ends by that.",
  judge: (context) =>
    startingCalls(context).flatMap(({ asked, service, isAlone, type, launcher }) => {
      const { command } = asked;
      const isShell = isAlone && command.notify === undefined && type !== "forking" && command.shell.operators.at(-1)?.text !== "&";
      const reload = isShell ? commandsOf(service).find(signalsMain) : undefined;
      if (reload === undefined) return [];
      const path = `/${launcherPath(containerPaths(context.plan.name), launcher)}`;
      return {
        location: locationOf(context, context.plan.launcher),
        message: `/${reload.setting.file}:${reload.setting.line}: MAINPID is the shell of ${launcher}.sh, which the signal ends: a reload of the unit stops it, and never reaches the program`,
        help: `add an Attach that signals the program, with <ParamName>reload</ParamName>, and write ExecReload=${path} reload; or take ExecReload= out of the unit`,
      };
    }),
};

const signalsMain = ({ words, setting }: ServiceCommand): boolean =>
  setting.key === "ExecReload" && baseOf(words[0] ?? "") === "kill" && ENDING.test(setting.value);

const ENDING = /\s(?:-s\s*|-)(?:SIG)?(?:HUP|USR1|USR2|1|10|12)\s+(?:--\s+)?\$\{?MAINPID\}?\s*$/;
