import type { ContainerContext } from "./container-context.ts";
import type { ContainerFacts } from "./container-facts.ts";
import { type LauncherCall, launcherCalls } from "./launcher-calls.ts";
import { type LauncherCommand, launcherCommands } from "./launcher-commands.ts";

/** A service's call of a container's own launcher. */
export interface UnitCall extends LauncherCall {
  /** What it asks the launcher for, if that is `start` or an Attach. */
  readonly asked: LauncherCommand | undefined;
}

/** A container, and the host that calls its launcher. */
type Called = Pick<ContainerFacts, "host" | "plan">;

/** The calls of a container's launcher. */
export const unitCalls = ({ plan: { name, launcher }, host }: Called): readonly UnitCall[] =>
  launcherCalls(host)
    .filter((call) => call.container === name && call.launcher === launcher?.name)
    .map((call) => ({ ...call, asked: launcherCommands(launcher).find(({ param }) => param === call.args[0]) }));

/** Those that start a service, each with its Type= as systemd.service(5) has it by default. */
export const startingCalls = (facts: Called): readonly StartingCall[] =>
  unitCalls(facts).flatMap((call) => {
    const { asked, service, setting } = call;
    if (asked === undefined || setting.key !== "ExecStart") return [];
    return { ...call, asked, type: service.get("Type")?.value ?? (service.get("BusName") === undefined ? "simple" : "dbus") };
  });

/** Whether systemd waits for a notification at the start of a service of that type. */
export const isNotified = (type: string): boolean => type === "notify" || type === "notify-reload";

/** NotifyAccess=, as systemd.service(5) has it by default. */
export const notifyAccess = ({ service }: LauncherCall, type: string): string =>
  service.get("NotifyAccess")?.value ?? (isNotified(type) ? "main" : "none");

/** Whether somebody else than the launcher may notify: the unit's own text, or the program, where the container has systemd's socket. */
export const mayNotify = ({ plan, variables }: ContainerContext, text: string): boolean =>
  /systemd-notify|NOTIFY_SOCKET/.test(text) ||
  variables("NOTIFY_SOCKET").length > 0 ||
  plan.mounts.some(({ source }) => /^\/(?:var\/)?run(?:\/systemd(?:\/notify)?)?\/?$/.test(source)) ||
  plan.rootfs === undefined;

/** A service's command that starts a container or joins it. */
export type StartingCall = UnitCall & { readonly type: string; readonly asked: LauncherCommand };
