import { atSpan } from "../diagnostics/diagnostic.ts";
import { attachAsRoot, attachIdentityUnsupported, missingHostTool, startAsRoot } from "./launcher-findings.ts";
import type { Command, Launcher, Notify } from "../model/container.ts";
import { firstWord } from "../model/first-word.ts";
import { lookup } from "../rootfs/lookup.ts";
import { containerPaths } from "./container-paths.ts";
import type { CommandPlan, LauncherPlan } from "./launcher-plan.ts";
import { attachIdentity } from "./processes.ts";
import { dialectFrom, type Scope } from "./scope.ts";

/** The launcher script, with numbers for names and the device's own way to sleep. */
export const planLauncher = (scope: Scope, launcher: Launcher): LauncherPlan => {
  judgeUsers(scope, launcher);
  judgeTools(scope, launcher);
  return {
    name: launcher.name.value,
    containerName: launcher.containerName,
    conf: `/${containerPaths(scope.container.name).lxcConf}`,
    start: {
      command: commandOf(launcher.command, launcher.notify),
      logFile: launcher.output?.logFile,
      logPriority: launcher.output?.logPriority,
    },
    attaches: launcher.attaches.map((attach) => ({
      param: attach.param,
      command: commandOf(attach.command, attach.notify),
      identity: attachIdentity(scope, attach),
    })),
    stop: launcher.stop !== undefined,
    clearEnv: dialectFrom(scope.dialect, "4.0"),
    // From LXC 4.0.10 on it is a fork of lxc-execute, which calls itself `init` only on kernels that let it.
    init: dialectFrom(scope.dialect, "4.0") ? undefined : "/init.lxc.static",
    pause: has(scope, "/bin/usleep") ? "usleep" : "sleep",
    settle: scope.options.usleep,
  };
};

const commandOf = (command: Command, notify: Notify | undefined): CommandPlan => ({
  text: command.params === "" ? command.exec : `${command.exec} ${command.params}`,
  program: firstWord(command.exec),
  notify,
  why: { reason: "ExecName", span: command.span },
});

const judgeUsers = (scope: Scope, launcher: Launcher): void => {
  if (!scope.options.secure) return;
  if (scope.container.userName === undefined) scope.report(startAsRoot(atSpan(launcher.span), scope.container.name));
  for (const attach of launcher.attaches) {
    const at = atSpan(attach.span);
    if (attach.userName === undefined) scope.report(attachAsRoot(scope.options.sanity ? "error" : "warning", at, attach.param));
    else if (scope.dialect === "3.0") scope.report(attachIdentityUnsupported(at, attach.param));
  }
};

const judgeTools = (scope: Scope, launcher: Launcher): void => {
  const notifies = launcher.notify !== undefined || launcher.attaches.some((attach) => attach.notify !== undefined);
  if (!notifies) return;
  if (!has(scope, "/bin/systemd-notify")) scope.report(missingHostTool(atSpan(launcher.span), "/bin/systemd-notify"));
  if (!has(scope, "/usr/bin/lxccpid") && !scope.options.withLxccpid) {
    scope.report(missingHostTool(atSpan(launcher.span), "/usr/bin/lxccpid", "--with-lxccpid puts one into the overlay"));
  }
};

const has = (scope: Scope, path: string): boolean => lookup(scope.rootfs, path).kind === "found";
