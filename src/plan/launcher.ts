import type { Command, Launcher, Notify } from "../model/container.ts";
import { readShell } from "../shell/read-shell.ts";
import { lookup } from "../rootfs/lookup.ts";
import { containerPaths } from "./container-paths.ts";
import type { CommandPlan, LauncherPlan } from "./launcher-plan.ts";
import { attachProcess, mainProcess } from "./processes.ts";
import { dialectFrom, type PlanContext } from "./plan-context.ts";

/** The launcher script, with numbers for names and the device's own way to sleep. */
export const planLauncher = (context: PlanContext, launcher: Launcher): LauncherPlan => {
  const logFile = launcher.output?.logFile;
  return {
    name: launcher.name.value,
    containerName: launcher.containerName.value,
    containerNameWhy: { reason: "ContainerName", span: launcher.containerName.span },
    conf: `/${containerPaths(context.container.name).lxcConf}`,
    start: {
      command: commandOf(launcher.command, launcher.notify),
      userName: context.container.userName?.value,
      process: mainProcess(context),
      logFile: logFile?.value,
      logFileWhy: logFile && { reason: "LogFile", span: logFile.span },
      logPriority: launcher.output?.logPriority,
    },
    attaches: launcher.attaches.map((attach) => ({
      param: attach.param,
      command: commandOf(attach.command, attach.notify),
      userName: attach.userName?.value,
      process: attachProcess(context, attach),
      why: { reason: "Attach", span: attach.span },
    })),
    stop: launcher.stop && { reason: "StopFunction", span: launcher.stop },
    clearEnv: dialectFrom(context.dialect, "4.0"),
    // From LXC 4.0.10 on it is a fork of lxc-execute, which calls itself `init` only on kernels that let it.
    init: dialectFrom(context.dialect, "4.0") ? undefined : "/init.lxc.static",
    pause: has(context, "/bin/usleep") ? "usleep" : "sleep",
    settle: context.options.usleep,
    why: { reason: "LxcParams", span: launcher.span },
  };
};

const commandOf = (command: Command, notify: Notify | undefined): CommandPlan => {
  const { exec, params } = command;
  const text = params === undefined || params.value === "" ? exec : `${exec} ${params.value}`;
  const shell = readShell(text, "arguments");
  return {
    text,
    words: shell.words.map(({ value }) => value),
    shell,
    nameLength: exec.length,
    paramsWhy: params && { reason: "ExecParams", span: params.span },
    notify,
    why: { reason: "ExecName", span: command.span },
  };
};

const has = (context: PlanContext, path: string): boolean => lookup(context.rootfs, path).kind === "found";
