import { atSpan } from "../diagnostics/diagnostic.ts";
import { attachAsRoot, attachIdentityUnsupported, missingHostTool, startAsRoot } from "./launcher-findings.ts";
import type { Command, Launcher, Notify } from "../model/container.ts";
import { firstWord } from "../model/first-word.ts";
import { lookup } from "../rootfs/lookup.ts";
import { containerPaths } from "./container-paths.ts";
import type { CommandPlan, LauncherPlan } from "./launcher-plan.ts";
import { attachIdentity } from "./processes.ts";
import { dialectFrom, type PlanContext } from "./plan-context.ts";

/** The launcher script, with numbers for names and the device's own way to sleep. */
export const planLauncher = (context: PlanContext, launcher: Launcher): LauncherPlan => {
  judgeUsers(context, launcher);
  judgeTools(context, launcher);
  return {
    name: launcher.name.value,
    containerName: launcher.containerName,
    conf: `/${containerPaths(context.container.name).lxcConf}`,
    start: {
      command: commandOf(launcher.command, launcher.notify),
      logFile: launcher.output?.logFile,
      logPriority: launcher.output?.logPriority,
    },
    attaches: launcher.attaches.map((attach) => ({
      param: attach.param,
      command: commandOf(attach.command, attach.notify),
      identity: attachIdentity(context, attach),
    })),
    stop: launcher.stop !== undefined,
    clearEnv: dialectFrom(context.dialect, "4.0"),
    // From LXC 4.0.10 on it is a fork of lxc-execute, which calls itself `init` only on kernels that let it.
    init: dialectFrom(context.dialect, "4.0") ? undefined : "/init.lxc.static",
    pause: has(context, "/bin/usleep") ? "usleep" : "sleep",
    settle: context.options.usleep,
  };
};

const commandOf = (command: Command, notify: Notify | undefined): CommandPlan => ({
  text: command.params === "" ? command.exec : `${command.exec} ${command.params}`,
  program: firstWord(command.exec),
  notify,
  why: { reason: "ExecName", span: command.span },
});

const judgeUsers = (context: PlanContext, launcher: Launcher): void => {
  if (!context.options.secure) return;
  if (context.container.userName === undefined) context.report(startAsRoot(atSpan(launcher.span), context.container.name));
  for (const attach of launcher.attaches) {
    const at = atSpan(attach.span);
    if (attach.userName === undefined) context.report(attachAsRoot(context.options.sanity ? "error" : "warning", at, attach.param));
    else if (context.dialect === "3.0") context.report(attachIdentityUnsupported(at, attach.param));
  }
};

const judgeTools = (context: PlanContext, launcher: Launcher): void => {
  const notifies = launcher.notify !== undefined || launcher.attaches.some((attach) => attach.notify !== undefined);
  if (!notifies) return;
  if (!has(context, "/bin/systemd-notify")) context.report(missingHostTool(atSpan(launcher.span), "/bin/systemd-notify"));
  if (!has(context, "/usr/bin/lxccpid") && !context.options.withLxccpid) {
    context.report(missingHostTool(atSpan(launcher.span), "/usr/bin/lxccpid", "--with-lxccpid puts one into the overlay"));
  }
};

const has = (context: PlanContext, path: string): boolean => lookup(context.rootfs, path).kind === "found";
