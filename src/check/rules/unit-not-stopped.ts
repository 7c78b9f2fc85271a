import { containerPaths, launcherPath } from "../../plan/container-paths.ts";
import { dialectFrom } from "../../plan/plan-context.ts";
import { baseOf } from "../../rootfs/paths.ts";
import { commandsOf, type ServiceCommand } from "../../rootfs/services.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { placeOfCall, SCRIPT } from "../launcher-calls.ts";
import type { ContainerRule, Found } from "../rule.ts";
import { type StartingCall, startingCalls, unitCalls } from "../unit-calls.ts";
import { staysBelow } from "../unit-settings/stays-below.ts";

/**
 * systemd.kill(5): at a stop what is in the unit's cgroup gets a signal. From LXC 4.0 on lxc-execute is in lxc.monitor.NAME and its program in
 * lxc.payload.NAME (src/lxc/cgroups/cgfsng.c, cgfsng_monitor_enter and cgfsng_payload_enter), so that only the launcher's shell gets it. Before,
 * lxc-execute stays in the unit's and hands the signal on to the container (src/lxc/start.c, signal_handler). A process that systemd-notify has
 * told as MAINPID gets the signal wherever it is.
 */
export const unitNotStopped: ContainerRule<"unit-not-stopped"> = {
  kind: "container",
  code: "unit-not-stopped",
  severity: "either",
  title: "A unit or script starts a container, and its stop does not reach it.",
  judge: (context) => [...unitsIn(context), ...scriptsIn(context)],
};

const unitsIn = (context: ContainerContext): readonly Found[] =>
  startingCalls(context).flatMap((call) => {
    const { launcher } = context.plan;
    if (launcher === undefined || call.asked.param !== "start" || isReached(context, call) || mayStop(call)) return [];
    const path = `/${launcherPath(containerPaths(context.plan.name), launcher.name)}`;
    const mode = killMode(call);
    const stopsFirst = commandsOf(call.service).some(({ setting }) => setting.key === "ExecStartPre" && STOPS.test(setting.value));
    return {
      severity: stopsFirst ? "warning" : "error",
      location: locationOf(context, launcher),
      message: `${placeOfCall(call)} starts ${context.plan.name}, and ${stopText(call)}${mode === "control-group" ? "" : `, KillMode=${mode}`}: a stop of the unit ${mode === "none" ? "signals nothing" : "ends the launcher's shell alone"}${dialectFrom(context.dialect, "4.0") ? ", since LXC has its processes in cgroups of their own" : ""}; the container goes on${stopsFirst ? "" : ", and the next start fails"}`,
      help:
        launcher.stop === undefined
          ? `write ExecStop=${path} stop in the unit, and add <StopFunction enable="true"/> to LxcParams; or ExecStop=/usr/bin/lxc-stop -n ${launcher.containerName}`
          : `write ExecStop=${path} stop in the unit`,
    };
  });

/** Scripts that end the launcher's shell by its name. */
const scriptsIn = (context: ContainerContext): readonly Found[] => {
  const { launcher, name } = context.plan;
  const calls = unitCalls(context).filter(({ setting }) => setting.key === SCRIPT);
  return calls.flatMap((call) => {
    const { asked, setting } = call;
    const others = calls.filter((other) => other.setting.file === setting.file);
    const isStopped = others.some(({ args }) => args[0] === "stop") || setting.value.includes("lxc-stop");
    const [kill] = setting.value.match(KILLS) ?? [];
    if (launcher === undefined || asked?.param !== "start" || isStopped || kill?.includes(`${launcher.name}.sh`) !== true) return [];
    return {
      severity: "warning",
      location: locationOf(context, launcher),
      message: `/${setting.file} starts ${name}, and ${kill.trim()} ends the launcher's shell alone: the container goes on`,
      help: `write /${launcherPath(containerPaths(name), launcher.name)} stop${launcher.stop === undefined ? ', and add <StopFunction enable="true"/> to LxcParams' : ""}`,
    };
  });
};

const KILLS = /\b(?:killall|pkill|start-stop-daemon\s+(?:-K|--stop))\b[^\n;|&#]*/;

/** Whether what systemd itself does at a stop ends the program. */
const isReached = (context: ContainerContext, call: StartingCall): boolean => {
  const mode = killMode(call);
  if (mode === "none") return false;
  if (call.asked.command.notify !== undefined || staysBelow(context)) return true;
  return mode === "control-group" && !dialectFrom(context.dialect, "4.0");
};

const killMode = ({ service }: StartingCall): string => service.get("KillMode")?.value ?? "control-group";

/** Whether a command of the unit may stop the container: all that does not certainly do something else. */
const mayStop = ({ service, setting, isAlone }: StartingCall): boolean =>
  commandsOf(service).some((command) => /^ExecStop(?:Post)?$/.test(command.setting.key) && !leavesIt(command)) ||
  (!isAlone && /\b(?:trap|stop|lxc-stop)\b/.test(setting.value));

/** `kill $MAINPID` is what systemd does anyway. */
const leavesIt = ({ words, setting }: ServiceCommand): boolean => {
  const name = baseOf(words[0] ?? "");
  return IDLE.has(name) || (name === "kill" && /\$\{?MAINPID\}?\s*$/.test(setting.value));
};

const IDLE = new Set(["true", "echo", "logger", "rm", "sleep", "sync", "touch", "systemd-notify"]);

const STOPS = /\bstop\b/;

const stopText = ({ service }: StartingCall): string => {
  const stop = service.get("ExecStop");
  return stop === undefined ? "has no ExecStop=" : `its ExecStop= is ${stop.value}`;
};
